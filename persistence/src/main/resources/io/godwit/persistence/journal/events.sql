CREATE TABLE events (
  ord      INTEGER PRIMARY KEY,           -- position in the whole history, from 1, without gaps
  entity   INTEGER NOT NULL,              -- whose event: entity.id
  seq      INTEGER NOT NULL,              -- position in that entity's own stream, from 1
  prev     INTEGER NOT NULL,              -- ord of the entity's event before this one, 0 for the first
  at_ns    INTEGER NOT NULL,              -- virtual time, nanoseconds since the run began
  step     INTEGER NOT NULL,              -- number of the kernel's delivery that caused it
  manifest INTEGER NOT NULL,              -- what happened: manifest.id; 0 is none of Godwit's, see envelope
  payload  BLOB    NOT NULL,              -- the event's components, see persistence/README.md
  crc      INTEGER NOT NULL               -- checksum over all of this with the names behind the numbers, likewise
);
CREATE TABLE entity (
  id             INTEGER PRIMARY KEY,     -- in the order in which entities first spoke
  persistence_id TEXT NOT NULL,           -- such as migration|web-17
  kind           TEXT GENERATED ALWAYS AS (substr(persistence_id, 1, instr(persistence_id, '|') - 1)) VIRTUAL,
  name           TEXT GENERATED ALWAYS AS (substr(persistence_id, instr(persistence_id, '|') + 1)) VIRTUAL,
  highest_seq    INTEGER NOT NULL DEFAULT 0, -- as of journal_state.heads_ord
  last_ord       INTEGER NOT NULL DEFAULT 0, -- as of journal_state.heads_ord
  deleted_to     INTEGER NOT NULL DEFAULT 0, -- events up to this seq are not replayed, but still there
  crc            INTEGER NOT NULL         -- checksum of this row
);
CREATE TABLE manifest (
  id   INTEGER PRIMARY KEY,               -- stable number of an event and its version
  name TEXT NOT NULL UNIQUE,              -- such as round-finished.v1
  private INTEGER NOT NULL                -- 1: only the entity itself has a use for it; not in v_events
);
CREATE TABLE envelope (
  ord                 INTEGER PRIMARY KEY, -- of an event with more to it than Godwit's own have
  serializer          INTEGER NOT NULL,    -- Akka's id of the serializer of the payload
  serializer_manifest TEXT NOT NULL,
  adapter_manifest    TEXT NOT NULL,
  writer              TEXT NOT NULL,       -- incarnation of the actor that wrote it
  tags                TEXT NOT NULL,       -- one a line
  metadata_serializer INTEGER NOT NULL,
  metadata_manifest   TEXT NOT NULL,
  metadata            BLOB NOT NULL
);
CREATE TABLE journal_state (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  heads_ord INTEGER NOT NULL,             -- entity.highest_seq and last_ord count events up to this one
  opened    INTEGER NOT NULL,             -- how often the file was opened for writing
  crc       INTEGER NOT NULL              -- checksum of this row
);
CREATE TABLE run_info (
  key   TEXT PRIMARY KEY,                 -- a fact about the run that is no event, such as wall_seconds; see persistence/README.md
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO manifest(id, name, private) VALUES (0, 'foreign', 0);
