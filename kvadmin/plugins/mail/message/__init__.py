"""One e-mail: its headers, bodies and attachments."""
