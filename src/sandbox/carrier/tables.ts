/** Parcels, and the requests to stop them. An outcome belongs to the parcel: whoever asks hears the same. */
export const TABLES = `
CREATE SCHEMA IF NOT EXISTS carrier;

CREATE TABLE IF NOT EXISTS carrier.parcels (
  tracking_ref text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('LABELED', 'IN_TRANSIT', 'DELIVERED')),
  -- How long the carrier looks for it once asked, and what it then finds.
  search_ms int NOT NULL DEFAULT 0,
  search_finds text CHECK (search_finds IN ('stopped', 'already_out', 'delivered')),
  outcome text CHECK (outcome IN ('stopped', 'already_out', 'delivered')),
  known_at timestamptz
);

CREATE TABLE IF NOT EXISTS carrier.interceptions (
  key text PRIMARY KEY,
  id text NOT NULL DEFAULT 'ic_' || replace(gen_random_uuid()::text, '-', ''),
  request text NOT NULL,
  tracking_ref text NOT NULL REFERENCES carrier.parcels
);
CREATE INDEX IF NOT EXISTS interceptions_parcel ON carrier.interceptions (tracking_ref);
`;
