-- +goose Up

-- Who vouches for what: see FORMAT.md of the archive. form is the format of an entry;
-- head_text and body_text are the digests of what is encrypted, sign and word the
-- signatures of the kiosk and of staff. Entries of format 1 have none of them.
ALTER TABLE eclaire.entry
	ADD COLUMN form      integer NOT NULL DEFAULT 1,
	ADD COLUMN head_text bytea,
	ADD COLUMN body_text bytea,
	ADD COLUMN sign      bytea,
	ADD COLUMN word      bytea;

-- kiosks are the keys of the archive's kiosk with who confirmed them, as JSON; name_sign
-- is that kiosk's signature of the name.
ALTER TABLE eclaire.archive
	ADD COLUMN kiosks    text NOT NULL DEFAULT '',
	ADD COLUMN name_sign bytea;

-- The ends that archives had, each signed by its kiosk, as a kiosk (noter: its archive)
-- sent or saw them. What lies in eclaire.entry must hold each.
CREATE TABLE eclaire.head (
	noter   bytea NOT NULL CHECK (octet_length(noter) = 16),
	archive bytea NOT NULL CHECK (octet_length(archive) = 16),
	file    integer NOT NULL,
	seq     bigint NOT NULL,
	hash    bytea NOT NULL,
	day     text NOT NULL,
	sign    bytea NOT NULL,
	PRIMARY KEY (noter, archive)
);

-- What vouches for an entry does not change, as the rest of its readable part.
-- +goose StatementBegin
CREATE FUNCTION eclaire.guard_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (NEW.form, NEW.head_text, NEW.body_text, NEW.sign, NEW.word) IS DISTINCT FROM (OLD.form, OLD.head_text, OLD.body_text, OLD.sign, OLD.word) THEN
		RAISE EXCEPTION 'entries of an archive do not change' USING ERRCODE = '23001';
	END IF;
	RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER entry_guard_signed BEFORE UPDATE ON eclaire.entry FOR EACH ROW EXECUTE FUNCTION eclaire.guard_signed();

-- A noted head stays until a newer one takes its place.
-- +goose StatementBegin
CREATE FUNCTION eclaire.guard_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'UPDATE' THEN
		RAISE EXCEPTION 'noted heads are not removed' USING ERRCODE = '23001';
	END IF;
	IF (NEW.noter, NEW.archive) <> (OLD.noter, OLD.archive) OR (NEW.file, NEW.seq) < (OLD.file, OLD.seq) THEN
		RAISE EXCEPTION 'a noted head does not become older' USING ERRCODE = '23001';
	END IF;
	RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER head_guard BEFORE UPDATE OR DELETE ON eclaire.head FOR EACH ROW EXECUTE FUNCTION eclaire.guard_head();
CREATE TRIGGER head_guard_all BEFORE TRUNCATE ON eclaire.head FOR EACH STATEMENT EXECUTE FUNCTION eclaire.guard_head();
