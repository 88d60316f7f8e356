/** Seeding, stopping and reading parcels. Each call is one function: one round trip, one transaction. */
export const RULES = `
CREATE OR REPLACE FUNCTION carrier.refusal(p_code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT json_build_object('error', json_build_object('code', p_code))::text
$$;

CREATE OR REPLACE FUNCTION carrier.outcome(p carrier.parcels) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT CASE WHEN p.known_at > clock_timestamp() THEN 'unknown' ELSE p.outcome END
$$;

CREATE OR REPLACE FUNCTION carrier.shown(i carrier.interceptions, p carrier.parcels) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT json_strip_nulls(json_build_object(
    'id', i.id, 'trackingRef', p.tracking_ref, 'outcome', carrier.outcome(p),
    'retryAfterMs', CASE WHEN p.known_at > clock_timestamp()
      THEN ceil(extract(epoch FROM p.known_at - clock_timestamp()) * 1000)::int END))::text
$$;

CREATE OR REPLACE FUNCTION carrier.seed(p_rows jsonb, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
DECLARE
  v_stored int;
BEGIN
  -- What was asked about stays as the answer said.
  INSERT INTO carrier.parcels AS p (tracking_ref, state, search_ms, search_finds)
    SELECT given."trackingRef", given.state, coalesce((given.search ->> 'ms')::int, 0), given.search ->> 'found'
    FROM jsonb_to_recordset(p_rows) AS given ("trackingRef" text, state text, search jsonb)
    ORDER BY 1
    ON CONFLICT (tracking_ref) DO UPDATE
      SET state = excluded.state, search_ms = excluded.search_ms, search_finds = excluded.search_finds WHERE p.outcome IS NULL;
  GET DIAGNOSTICS v_stored = ROW_COUNT;
  status := 200;
  body := json_build_object('stored', v_stored, 'kept', jsonb_array_length(p_rows) - v_stored);
END $$;

CREATE OR REPLACE FUNCTION carrier.intercept(p_key text, p_request text, p_refusal text, OUT status int, OUT body text)
LANGUAGE plpgsql AS $$
DECLARE
  v_tracking_ref CONSTANT text := p_request::jsonb ->> 'trackingRef';
  v_parcel carrier.parcels;
  v_asked carrier.interceptions;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_key, 0));
  SELECT * INTO v_asked FROM carrier.interceptions WHERE key = p_key;
  IF v_asked.request <> p_request THEN
    status := 409;
    body := carrier.refusal('idempotency_key_reused');
    RETURN;
  END IF;
  SELECT * INTO v_parcel FROM carrier.parcels WHERE tracking_ref = v_tracking_ref FOR UPDATE;
  IF v_parcel.tracking_ref IS NULL THEN
    status := 404;
    body := carrier.refusal('parcel_unknown');
    RETURN;
  END IF;
  IF v_parcel.outcome IS NULL THEN
    UPDATE carrier.parcels SET
      known_at = clock_timestamp() + CASE WHEN p_refusal IS NULL THEN search_ms ELSE 0 END * interval '1 ms',
      outcome = CASE
        WHEN p_refusal IS NOT NULL THEN 'already_out'
        WHEN search_finds IS NOT NULL THEN search_finds
        WHEN state = 'LABELED' THEN 'stopped'
        WHEN state = 'IN_TRANSIT' THEN 'already_out'
        ELSE 'delivered' END
      WHERE tracking_ref = v_tracking_ref RETURNING * INTO v_parcel;
  END IF;
  IF v_asked.key IS NULL THEN
    INSERT INTO carrier.interceptions (key, request, tracking_ref) VALUES (p_key, p_request, v_tracking_ref)
      RETURNING * INTO v_asked;
  END IF;
  status := 200;
  body := carrier.shown(v_asked, v_parcel);
END $$;

CREATE OR REPLACE FUNCTION carrier.find(p_key text, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
BEGIN
  SELECT 200, carrier.shown(i, p) INTO status, body
    FROM carrier.interceptions i JOIN carrier.parcels p USING (tracking_ref) WHERE i.key = p_key;
  IF NOT FOUND THEN
    status := 404;
    body := carrier.refusal('interception_unknown');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION carrier.books(p_after text, p_limit int, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
DECLARE
  v_rows json;
  v_next text;
  v_totals json;
BEGIN
  WITH page AS (
    SELECT p.tracking_ref AS "trackingRef", p.state, carrier.outcome(p) AS outcome,
      (SELECT count(*) FROM carrier.interceptions i WHERE i.tracking_ref = p.tracking_ref) AS interceptions
    FROM carrier.parcels p WHERE p.tracking_ref > p_after ORDER BY p.tracking_ref LIMIT p_limit
  )
  SELECT coalesce(json_agg(page ORDER BY page."trackingRef"), '[]'), CASE WHEN count(*) = p_limit THEN max(page."trackingRef") END
    INTO v_rows, v_next FROM page;
  IF p_after = '' THEN
    SELECT json_build_object('parcels', count(*),
        'stopped', count(*) FILTER (WHERE carrier.outcome(p) = 'stopped'),
        'alreadyOut', count(*) FILTER (WHERE carrier.outcome(p) = 'already_out'),
        'delivered', count(*) FILTER (WHERE carrier.outcome(p) = 'delivered'),
        'lookedFor', count(*) FILTER (WHERE carrier.outcome(p) = 'unknown'))
      INTO v_totals FROM carrier.parcels p;
  END IF;
  status := 200;
  body := json_build_object('totals', v_totals, 'parcels', v_rows, 'next', v_next);
END $$;
`;
