-- What the first version of the plugin left (pg_dump --inserts, without the name of the schema). It is never changed.

CREATE TABLE changes (
    token text NOT NULL COLLATE pg_catalog."C",
    number bigint,
    made timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE documents (
    name text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    value jsonb,
    odd boolean DEFAULT false NOT NULL,
    folder text GENERATED ALWAYS AS (COALESCE("substring"(name, '^(.*)/'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    file text GENERATED ALWAYS AS ("substring"(name, '[^/]*$'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    size integer GENERATED ALWAYS AS (octet_length(content)) STORED NOT NULL,
    revision text GENERATED ALWAYS AS (encode(sha256(content), 'hex'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE ONLY documents ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE log_lines (
    name text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    line bytea NOT NULL,
    entry jsonb
);

CREATE VIEW history AS
 SELECT (log_lines.entry ->> 'id'::text) AS id,
    ((log_lines.entry ->> 'when'::text))::timestamp with time zone AS made,
    (log_lines.entry ->> 'who'::text) AS who,
    (log_lines.entry ->> 'why'::text) AS why,
    (log_lines.entry ->> 'command'::text) AS command,
    log_lines.entry,
    log_lines.name,
    log_lines."position"
   FROM log_lines
  WHERE ((log_lines.name ~~ 'history/%'::text) AND (log_lines.entry IS NOT NULL));

CREATE TABLE logs (
    name text NOT NULL COLLATE pg_catalog."C",
    size bigint DEFAULT 0 NOT NULL,
    rewritten integer DEFAULT 0 NOT NULL,
    folder text GENERATED ALWAYS AS (COALESCE("substring"(name, '^(.*)/'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    file text GENERATED ALWAYS AS ("substring"(name, '[^/]*$'::text)) STORED NOT NULL COLLATE pg_catalog."C"
)
WITH (fillfactor='50');

CREATE TABLE meta (
    one boolean DEFAULT true NOT NULL,
    format integer NOT NULL,
    commits bigint DEFAULT 0 NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT meta_one_check CHECK (one)
);

INSERT INTO changes VALUES ('t1', 1, '2026-11-30 11:03:47.195223+00');
INSERT INTO changes VALUES ('t2', 2, '2026-11-30 11:03:47.306471+00');

INSERT INTO documents VALUES ('municipalities/0301-oslo.yaml', '\x6e756d6265723a202730333031270a6e616d653a204f736c6f0a', '{"name": "Oslo", "number": "0301"}', false, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO documents VALUES ('a/Bø.bin', '\x00ff', NULL, false, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO log_lines VALUES ('history/2008-05.jsonl', 0, '\x7b226964223a20227431227d0a', '{"id": "t1"}');
INSERT INTO log_lines VALUES ('history/2008-05.jsonl', 13, '\x7b226964223a20227432227d0a', '{"id": "t2"}');
INSERT INTO log_lines VALUES ('send.jsonl', 0, '\x310a', NULL);
INSERT INTO log_lines VALUES ('send.jsonl', 2, '\x32', NULL);

INSERT INTO logs VALUES ('history/2008-05.jsonl', 26, 0, DEFAULT, DEFAULT);
INSERT INTO logs VALUES ('send.jsonl', 3, 0, DEFAULT, DEFAULT);

INSERT INTO meta VALUES (true, 1, 2, '2480b043-96c3-41ae-a6e2-da0a32ca5f6f', '2026-11-30 11:03:47.114103+00');

ALTER TABLE ONLY changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (token);

ALTER TABLE ONLY documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (name);

ALTER TABLE ONLY log_lines
    ADD CONSTRAINT log_lines_pkey PRIMARY KEY (name, "position");

ALTER TABLE ONLY logs
    ADD CONSTRAINT logs_pkey PRIMARY KEY (name);

ALTER TABLE ONLY meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (one);

CREATE INDEX documents_folder ON documents USING btree (folder, file);

CREATE INDEX documents_unread ON documents USING btree (folder) WHERE ((value IS NULL) AND ("right"(file, 5) = '.yaml'::text));

CREATE INDEX documents_value ON documents USING gin (value jsonb_path_ops);

CREATE INDEX logs_folder ON logs USING btree (folder, file);

ALTER TABLE ONLY log_lines
    ADD CONSTRAINT log_lines_name_fkey FOREIGN KEY (name) REFERENCES logs(name) ON DELETE CASCADE;
