/** The provider's own books, for reconciliation: totals per currency with the first page, and every payment. */
export const BOOK_RULES = `
CREATE OR REPLACE FUNCTION payments.books(p_after text, p_limit int, OUT status int, OUT body text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_rows json;
  v_next text;
  v_totals json;
BEGIN
  WITH page AS (
    SELECT p.id, p.method, p.state, p.currency, p.amount,
      coalesce(sum(r.amount) FILTER (WHERE r.state = 'succeeded'), 0) AS refunded,
      coalesce(sum(r.amount) FILTER (WHERE r.state = 'pending'), 0) AS pending,
      count(*) FILTER (WHERE r.state <> 'failed') AS refunds
    FROM (SELECT * FROM payments.payments WHERE id > p_after ORDER BY id LIMIT p_limit) p
    LEFT JOIN payments.refunds r ON r.payment = p.id
    GROUP BY p.id, p.method, p.state, p.currency, p.amount
  )
  SELECT coalesce(json_agg(page ORDER BY page.id), '[]'), CASE WHEN count(*) = p_limit THEN max(page.id) END
    INTO v_rows, v_next FROM page;
  IF p_after = '' THEN
    SELECT coalesce(json_agg(t ORDER BY t.currency), '[]') INTO v_totals FROM (
      SELECT currency, count(*) AS payments,
        coalesce(sum(amount) FILTER (WHERE state = 'captured'), 0) AS captured,
        coalesce(sum(amount) FILTER (WHERE state = 'authorized'), 0) AS authorized,
        coalesce(sum(amount) FILTER (WHERE state = 'voided'), 0) AS voided,
        coalesce(sum(refunded), 0) AS refunded,
        coalesce(sum((SELECT sum(r.amount) FROM payments.refunds r WHERE r.payment = p.id AND r.state = 'pending')), 0) AS pending
      FROM payments.payments p GROUP BY currency) t;
  END IF;
  status := 200;
  body := json_build_object('totals', v_totals, 'payments', v_rows, 'next', v_next);
END $$;
`;
