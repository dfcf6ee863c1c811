-- +goose Up

-- Kiosks at which somebody calls for the team. Nothing here is of a patient.
CREATE TABLE eclaire.call (
	archive bytea PRIMARY KEY CHECK (octet_length(archive) = 16),
	name    text NOT NULL CHECK (length(name) <= 200),
	since   timestamptz NOT NULL
);
