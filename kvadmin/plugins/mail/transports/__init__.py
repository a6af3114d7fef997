"""Ways to send: drafts, mbox and SMTP; others come by the hook ``kvadmin_mail_transports``."""
