/** Seeding and reading payments. Each call is one function: one round trip, one transaction. */
export const PAYMENT_RULES = `
CREATE OR REPLACE FUNCTION payments.refusal(p_code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT json_build_object('error', json_build_object('code', p_code))::text
$$;

CREATE OR REPLACE FUNCTION payments.shown(p payments.payments) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT json_strip_nulls(json_build_object(
    'id', p.id, 'method', p.method, 'state', p.state, 'amount', p.amount, 'currency', p.currency,
    'refunded', p.refunded, 'voidReference', p.void_reference))::text
$$;

CREATE OR REPLACE FUNCTION payments.seed(p_rows jsonb, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
DECLARE
  v_changed text[];
  v_created int;
BEGIN
  SELECT array_agg(p.id) INTO v_changed
    FROM jsonb_to_recordset(p_rows) AS given (id text, method text, currency text, amount bigint)
    JOIN payments.payments p USING (id)
    WHERE (p.method, p.currency, p.amount) IS DISTINCT FROM (given.method, given.currency, given.amount);
  IF v_changed IS NOT NULL THEN
    status := 409;
    body := json_build_object('error', json_build_object('code', 'payment_exists', 'ids', v_changed));
    RETURN;
  END IF;
  INSERT INTO payments.payments (id, method, currency, amount, state)
    SELECT * FROM jsonb_to_recordset(p_rows) AS given (id text, method text, currency text, amount bigint, state text)
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS v_created = ROW_COUNT;
  status := CASE WHEN v_created > 0 THEN 201 ELSE 200 END;
  body := json_build_object('created', v_created, 'existing', jsonb_array_length(p_rows) - v_created);
END $$;

CREATE OR REPLACE FUNCTION payments.find(p_id text, OUT status int, OUT body text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT 200, payments.shown(p) INTO status, body FROM payments.payments p WHERE p.id = p_id;
  IF NOT FOUND THEN
    status := 404;
    body := payments.refusal('payment_unknown');
  END IF;
END $$;
`;
