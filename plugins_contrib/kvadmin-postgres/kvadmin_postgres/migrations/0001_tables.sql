-- Format 1. Names are compared by their bytes, which is by code points: the same order on every server.

CREATE TABLE meta (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),        -- row
    format integer NOT NULL,                                 -- which of these files has been run last
    commits bigint NOT NULL DEFAULT 0,                       -- how many changes have been made
    id uuid NOT NULL DEFAULT gen_random_uuid(),              -- tells this programme's tables from those of others
    made timestamptz NOT NULL DEFAULT now()
);
INSERT INTO meta (format) VALUES (0);

-- Records, letters, protocols, pictures: whatever has a name and bytes. What follows from these is computed here, so
-- that it cannot be forgotten.
CREATE TABLE documents (
    name text COLLATE "C" PRIMARY KEY,
    content bytea NOT NULL,
    value jsonb,                                             -- what a .yaml says, every value as text; null: see `odd`
    odd boolean NOT NULL DEFAULT false,                      -- it says something that jsonb cannot hold (U+0000)
    folder text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(substring(name FROM '^(.*)/'), '')) STORED,
    file text COLLATE "C" NOT NULL GENERATED ALWAYS AS (substring(name FROM '[^/]*$')) STORED,
    size integer NOT NULL GENERATED ALWAYS AS (octet_length(content)) STORED,
    revision text COLLATE "C" NOT NULL GENERATED ALWAYS AS (encode(sha256(content), 'hex')) STORED
);
-- Most of what is long is compressed already (docx, pdf, png).
ALTER TABLE documents ALTER content SET STORAGE EXTERNAL;
CREATE INDEX documents_folder ON documents (folder, file);
CREATE INDEX documents_value ON documents USING gin (value jsonb_path_ops);

-- Logs: lines are only added, by changes (history/...) and beside them (what was sent of a mailing).
CREATE TABLE logs (
    name text COLLATE "C" PRIMARY KEY,
    size bigint NOT NULL DEFAULT 0,
    rewritten integer NOT NULL DEFAULT 0,                    -- how often something was taken out, when people are forgotten
    folder text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(substring(name FROM '^(.*)/'), '')) STORED,
    file text COLLATE "C" NOT NULL GENERATED ALWAYS AS (substring(name FROM '[^/]*$')) STORED
) WITH (fillfactor = 50);
CREATE INDEX logs_folder ON logs (folder, file);

CREATE TABLE log_lines (
    name text COLLATE "C" NOT NULL REFERENCES logs ON DELETE CASCADE,
    position bigint NOT NULL,                                -- of its first byte in the log
    line bytea NOT NULL,
    entry jsonb,                                             -- what a line of history/ says
    PRIMARY KEY (name, position)
);

-- Who changed what, when and why, for those who ask in SQL.
CREATE VIEW history AS
    SELECT entry->>'id' AS id, (entry->>'when')::timestamptz AS made, entry->>'who' AS who, entry->>'why' AS why,
        entry->>'command' AS command, entry, name, position
    FROM log_lines
    WHERE name LIKE 'history/%' AND entry IS NOT NULL;

-- Which changes were made, for who lost the connection meanwhile; without a number: it was asked for, was not made then,
-- and cannot be any more.
CREATE TABLE changes (
    token text COLLATE "C" PRIMARY KEY,
    number bigint,
    made timestamptz NOT NULL DEFAULT now()
);
