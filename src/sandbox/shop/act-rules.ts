/**
 * Hold, release and close, decided under a lock on the key and one on the order. An acknowledgement is stored and given
 * again; a refusal changed nothing and is not: the same act may succeed once its reason has gone. A hold that comes
 * after its own release came late, and would stay for ever: it is refused.
 */
export const ACT_RULES = `
CREATE OR REPLACE FUNCTION shop.without(p_all text[], p_less text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT unnest(p_all) EXCEPT SELECT unnest(p_less) ORDER BY 1)
$$;

CREATE OR REPLACE FUNCTION shop.with(p_all text[], p_more text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT unnest(p_all) UNION SELECT unnest(p_more) ORDER BY 1)
$$;

CREATE OR REPLACE FUNCTION shop.problem(p_act text, r jsonb, o shop.orders) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_units CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(r -> 'unitIds'));
  v_mine CONSTANT boolean := coalesce(o.held_by = r ->> 'cancellationId', false);
BEGIN
  RETURN CASE
    WHEN o.order_id IS NULL THEN 'ORDER_UNKNOWN'
    WHEN NOT v_units <@ o.unit_ids THEN 'UNIT_UNKNOWN'
    WHEN p_act = 'hold' THEN CASE
      WHEN r ->> 'cancellationId' = ANY (o.released) THEN 'HOLD_RELEASED'
      WHEN o.locked OR (o.held_by IS NOT NULL AND NOT v_mine) THEN 'ORDER_LOCKED'
      WHEN o.version <> (r ->> 'version')::int THEN 'ORDER_VERSION_MISMATCH'
      WHEN o.state = 'cancelled' THEN 'ORDER_CANCELLED'
      WHEN v_units && o.shipped THEN 'ORDER_SHIPPED'
      WHEN v_units && o.closed THEN 'UNIT_CLOSED' END
    WHEN p_act = 'close' THEN CASE
      WHEN NOT v_units <@ (o.closed || CASE WHEN v_mine THEN o.held ELSE '{}' END) THEN 'UNIT_NOT_HELD'
      WHEN (r ->> 'whole')::boolean AND NOT o.unit_ids <@ (o.closed || v_units) THEN 'UNIT_MISSING' END
    END;
END $$;

CREATE OR REPLACE FUNCTION shop.act(
  p_act text, p_key text, p_request text, p_refusal text, OUT status int, OUT body text
) LANGUAGE plpgsql AS $$
DECLARE
  r CONSTANT jsonb := p_request;
  v_order_id CONSTANT text := r ->> 'orderId';
  v_units CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(r -> 'unitIds'));
  v_order shop.orders;
  v_problem text;
  v_same boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_key, 0));
  SELECT 200, a.body, a.request = p_act || p_request INTO status, body, v_same FROM shop.acknowledged a WHERE a.key = p_key;
  IF v_same THEN RETURN; END IF;
  IF NOT v_same THEN
    status := 409;
    body := json_build_object('error', json_build_object('code', 'IDEMPOTENCY_KEY_REUSED'));
    RETURN;
  END IF;
  SELECT * INTO v_order FROM shop.orders WHERE order_id = v_order_id FOR UPDATE;
  v_problem := coalesce(shop.problem(p_act, r, v_order), p_refusal);
  IF v_problem IS NOT NULL THEN
    status := CASE v_problem WHEN 'ORDER_UNKNOWN' THEN 404 ELSE 422 END;
    body := json_build_object('error', json_build_object('code', v_problem));
    RETURN;
  END IF;
  IF p_act = 'hold' THEN
    v_order.held_by := r ->> 'cancellationId';
    v_order.held := shop.with(v_order.held, v_units);
  ELSIF v_order.held_by = r ->> 'cancellationId' THEN
    v_order.held := shop.without(v_order.held, v_units);
    v_order.held_by := CASE WHEN cardinality(v_order.held) > 0 THEN v_order.held_by END;
  END IF;
  IF p_act = 'release' THEN
    v_order.released := shop.with(v_order.released, ARRAY[r ->> 'cancellationId']);
  END IF;
  IF p_act = 'close' THEN
    v_order.closed := shop.with(v_order.closed, v_units);
    v_order.state := CASE
      WHEN (r ->> 'whole')::boolean THEN 'cancelled'
      WHEN cardinality(v_order.unit_ids) > 0 AND v_order.unit_ids <@ v_order.closed THEN 'cancelled'
      ELSE 'open' END;
  END IF;
  UPDATE shop.orders SET held_by = v_order.held_by, held = v_order.held, closed = v_order.closed, state = v_order.state,
      released = v_order.released
    WHERE order_id = v_order_id;
  status := 200;
  body := json_build_object('outcome', 'acknowledged', 'act', p_act, 'orderId', v_order_id, 'state', v_order.state);
  INSERT INTO shop.acknowledged (key, request, body) VALUES (p_key, p_act || p_request, body);
END $$;
`;
