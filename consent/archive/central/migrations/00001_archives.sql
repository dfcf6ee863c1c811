-- +goose Up

-- The archives of the kiosks. first_key is the public key that the chain of an
-- archive is tied to, public_key the one of now.
CREATE TABLE eclaire.archive (
	id         bytea PRIMARY KEY CHECK (octet_length(id) = 16),
	name       text NOT NULL,
	first_key  text NOT NULL,
	public_key text NOT NULL,
	gen        integer NOT NULL,
	registered timestamptz NOT NULL DEFAULT now()
);

-- Their entries, as they lie on the kiosks. head_now and body_now are the
-- digests of what was encrypted anew after a change of key.
CREATE TABLE eclaire.entry (
	archive  bytea NOT NULL REFERENCES eclaire.archive (id),
	file     integer NOT NULL,
	seq      bigint NOT NULL,
	id       bytea NOT NULL CHECK (octet_length(id) = 16),
	kind     text NOT NULL,
	day      text NOT NULL,
	zone     integer NOT NULL,
	refers   bytea,
	tag      bytea,
	note     text NOT NULL,
	head_sum bytea NOT NULL,
	body_sum bytea,
	prev     bytea NOT NULL,
	hash     bytea NOT NULL,
	gen      integer NOT NULL,
	head     bytea,
	body     bytea,
	head_now bytea,
	body_now bytea,
	received timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (archive, file, seq),
	UNIQUE (archive, id)
);
ALTER TABLE eclaire.entry ALTER COLUMN head SET STORAGE EXTERNAL;
ALTER TABLE eclaire.entry ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX entry_refers ON eclaire.entry (archive, refers) WHERE refers IS NOT NULL;
CREATE INDEX entry_bare ON eclaire.entry (archive, file, seq) WHERE head IS NULL;

-- Prepared cases of a day, encrypted with the day's own key.
CREATE TABLE eclaire.waiting (
	id   bytea PRIMARY KEY CHECK (octet_length(id) = 16),
	day  text NOT NULL,
	body bytea NOT NULL
);
CREATE INDEX waiting_day ON eclaire.waiting (day);

-- The tables keep the rules of the archive themselves: entries are not removed,
-- their readable part does not change, content goes only by a tombstone of an
-- entry that is not on hold, and does not come back after it.
-- +goose StatementBegin
CREATE FUNCTION eclaire.erased(a bytea, i bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM eclaire.entry WHERE archive = a AND refers = i AND kind = 'tombstone')
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION eclaire.held(a bytea, i bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT kind = 'hold' FROM eclaire.entry WHERE archive = a AND refers = i AND kind IN ('hold', 'release')
		ORDER BY file DESC, seq DESC LIMIT 1), false)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION eclaire.guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'UPDATE' THEN
		RAISE EXCEPTION 'entries of an archive are not removed' USING ERRCODE = '23001';
	END IF;
	IF (NEW.archive, NEW.file, NEW.seq, NEW.id, NEW.kind, NEW.day, NEW.zone, NEW.refers, NEW.tag, NEW.note, NEW.head_sum, NEW.body_sum, NEW.prev, NEW.hash)
		IS DISTINCT FROM
		(OLD.archive, OLD.file, OLD.seq, OLD.id, OLD.kind, OLD.day, OLD.zone, OLD.refers, OLD.tag, OLD.note, OLD.head_sum, OLD.body_sum, OLD.prev, OLD.hash) THEN
		RAISE EXCEPTION 'entries of an archive do not change' USING ERRCODE = '23001';
	END IF;
	IF OLD.head IS NOT NULL AND NEW.head IS NULL AND (NOT eclaire.erased(OLD.archive, OLD.id) OR eclaire.held(OLD.archive, OLD.id)) THEN
		RAISE EXCEPTION 'the content of an entry goes only by a tombstone, and not on hold' USING ERRCODE = '23001';
	END IF;
	IF NEW.head IS NOT NULL AND (NEW.gen < OLD.gen OR OLD.head IS NULL AND eclaire.erased(OLD.archive, OLD.id)) THEN
		RAISE EXCEPTION 'what was erased or encrypted anew does not come back' USING ERRCODE = '23001';
	END IF;
	RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER entry_guard BEFORE UPDATE OR DELETE ON eclaire.entry FOR EACH ROW EXECUTE FUNCTION eclaire.guard();
CREATE TRIGGER entry_guard_all BEFORE TRUNCATE ON eclaire.entry FOR EACH STATEMENT EXECUTE FUNCTION eclaire.guard();
