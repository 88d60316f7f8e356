/** Seeding orders, and the shop's books. */
export const ORDER_RULES = `
CREATE OR REPLACE FUNCTION shop.seed(p_rows jsonb, OUT status int, OUT body text) LANGUAGE plpgsql AS $$
DECLARE
  v_stored int;
BEGIN
  INSERT INTO shop.orders AS o (order_id, version, unit_ids, shipped, locked)
    SELECT given."orderId", given.version, given."unitIds", given."shippedUnitIds", given.locked
    FROM jsonb_to_recordset(p_rows)
      AS given ("orderId" text, version int, "unitIds" text[], "shippedUnitIds" text[], locked boolean)
    ORDER BY 1
    ON CONFLICT (order_id) DO UPDATE SET
      version = excluded.version, unit_ids = excluded.unit_ids, shipped = excluded.shipped, locked = excluded.locked
      WHERE excluded.version >= o.version;
  GET DIAGNOSTICS v_stored = ROW_COUNT;
  status := 200;
  body := json_build_object('stored', v_stored, 'kept', jsonb_array_length(p_rows) - v_stored);
END $$;

CREATE OR REPLACE FUNCTION shop.books(p_after text, p_limit int, OUT status int, OUT body text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_rows json;
  v_next text;
  v_totals json;
BEGIN
  WITH page AS (
    SELECT order_id AS "orderId", version, state, unit_ids AS "unitIds", shipped, held_by AS "heldBy", held, closed
    FROM shop.orders WHERE order_id > p_after ORDER BY order_id LIMIT p_limit
  )
  SELECT coalesce(json_agg(page ORDER BY page."orderId"), '[]'), CASE WHEN count(*) = p_limit THEN max(page."orderId") END
    INTO v_rows, v_next FROM page;
  IF p_after = '' THEN
    SELECT json_build_object('orders', count(*), 'cancelled', count(*) FILTER (WHERE state = 'cancelled'),
        'partlyClosed', count(*) FILTER (WHERE state = 'open' AND cardinality(closed) > 0),
        'held', count(*) FILTER (WHERE held_by IS NOT NULL))
      INTO v_totals FROM shop.orders;
  END IF;
  status := 200;
  body := json_build_object('totals', v_totals, 'orders', v_rows, 'next', v_next);
END $$;
`;
