/**
 * What may be refunded or voided, decided under a lock on the key and one on the payment. The answer is
 * stored with what it answers: the same request under the same key gets it again, a refusal too;
 * another request under that key is refused.
 */
export const REFUND_RULES = `
CREATE OR REPLACE FUNCTION payments.shown(r payments.refunds) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT json_strip_nulls(json_build_object(
    'id', r.id, 'payment', r.payment, 'reference', r.reference, 'amount', r.amount, 'currency', r.currency,
    'state', r.state, 'code', r.code))::text
$$;

CREATE OR REPLACE FUNCTION payments.stored(p_key text, p_request text, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
DECLARE
  v_same boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_key, 0));
  SELECT a.status, a.body, a.request = p_request INTO status, body, v_same FROM payments.answers a WHERE a.key = p_key;
  IF NOT v_same THEN
    status := 409;
    body := payments.refusal('idempotency_key_reused');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION payments.refund(
  p_key text, p_request text, p_refusal text, p_slow_methods text[], p_settle_ms int, OUT status int, OUT body text
) LANGUAGE plpgsql AS $$
DECLARE
  v_payment CONSTANT text := p_request::jsonb ->> 'payment';
  v_amount CONSTANT bigint := p_request::jsonb ->> 'amount';
  v_currency CONSTANT text := p_request::jsonb ->> 'currency';
  v_paid payments.payments;
  v_made payments.refunds;
  v_slow boolean;
  v_problem text;
BEGIN
  SELECT s.status, s.body INTO status, body FROM payments.stored(p_key, p_request) s;
  IF status IS NOT NULL THEN RETURN; END IF;
  -- Not stored: the same request goes through once there is money again.
  IF p_refusal = 'insufficient_funds' THEN
    status := 402;
    body := payments.refusal(p_refusal);
    RETURN;
  END IF;
  SELECT * INTO v_paid FROM payments.payments WHERE id = v_payment FOR UPDATE;
  v_problem := CASE
    WHEN v_paid.id IS NULL THEN 'payment_unknown'
    WHEN v_amount <= 0 THEN 'amount_not_positive'
    WHEN v_paid.currency <> v_currency THEN 'currency_mismatch'
    WHEN v_paid.state = 'voided' THEN 'already_voided'
    WHEN v_paid.state = 'authorized' THEN 'not_captured'
    WHEN v_paid.amount > 0 AND v_paid.refunded = v_paid.amount THEN 'already_refunded'
    WHEN v_paid.refunded + v_amount > v_paid.amount THEN 'amount_exceeds_refundable'
    ELSE p_refusal END;
  IF v_problem IS NULL THEN
    v_slow := v_paid.method = ANY (p_slow_methods);
    UPDATE payments.payments SET refunded = refunded + v_amount WHERE id = v_payment;
    INSERT INTO payments.refunds (payment, amount, currency, reference, state, settles_at)
      VALUES (v_payment, v_amount, v_currency, p_request::jsonb ->> 'reference',
        CASE WHEN v_slow THEN 'pending' ELSE 'succeeded' END,
        CASE WHEN v_slow THEN clock_timestamp() + p_settle_ms * interval '1 ms' END)
      RETURNING * INTO v_made;
    status := 201;
    body := payments.shown(v_made);
  ELSE
    status := CASE v_problem WHEN 'payment_unknown' THEN 404 ELSE 422 END;
    body := payments.refusal(v_problem);
  END IF;
  INSERT INTO payments.answers (key, request, status, body) VALUES (p_key, p_request, status, body);
END $$;

CREATE OR REPLACE FUNCTION payments.void(p_key text, p_request text, p_refusal text, OUT status int, OUT body text)
LANGUAGE plpgsql AS $$
DECLARE
  v_payment CONSTANT text := p_request::jsonb ->> 'void';
  v_paid payments.payments;
  v_problem text;
BEGIN
  SELECT s.status, s.body INTO status, body FROM payments.stored(p_key, p_request) s;
  IF status IS NOT NULL THEN RETURN; END IF;
  SELECT * INTO v_paid FROM payments.payments WHERE id = v_payment FOR UPDATE;
  v_problem := CASE
    WHEN v_paid.id IS NULL THEN 'payment_unknown'
    WHEN v_paid.state = 'voided' THEN 'already_voided'
    WHEN v_paid.state = 'captured' THEN 'already_captured'
    ELSE p_refusal END;
  IF v_problem IS NULL THEN
    UPDATE payments.payments SET state = 'voided', void_reference = p_request::jsonb ->> 'reference'
      WHERE id = v_payment RETURNING * INTO v_paid;
    status := 200;
    body := payments.shown(v_paid);
  ELSE
    status := CASE v_problem WHEN 'payment_unknown' THEN 404 ELSE 422 END;
    body := payments.refusal(v_problem);
  END IF;
  INSERT INTO payments.answers (key, request, status, body) VALUES (p_key, p_request, status, body);
END $$;

CREATE OR REPLACE FUNCTION payments.settle(p_refund text, p_refusal text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund payments.refunds;
  v_event CONSTANT text := 'evt_' || replace(gen_random_uuid()::text, '-', '');
BEGIN
  UPDATE payments.refunds SET state = CASE WHEN p_refusal IS NULL THEN 'succeeded' ELSE 'failed' END, code = p_refusal
    WHERE id = p_refund AND state = 'pending' RETURNING * INTO v_refund;
  IF NOT FOUND THEN RETURN; END IF;
  IF p_refusal IS NOT NULL THEN
    UPDATE payments.payments SET refunded = refunded - v_refund.amount WHERE id = v_refund.payment;
  END IF;
  INSERT INTO payments.events (id, body) VALUES (v_event, json_build_object(
    'id', v_event, 'type', 'refund.updated', 'createdAt', extract(epoch FROM clock_timestamp())::bigint,
    'refund', payments.shown(v_refund)::json));
END $$;
`;
