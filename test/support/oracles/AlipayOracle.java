import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.internal.mapping.ApiField;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.google.gson.JsonObject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** alipay-sdk-java, asked. Keys are base64 without PEM's frame. */
final class AlipayOracle {
  private AlipayOracle() {}

  static void addTo(Map<String, Oracle.Answer> answers) {
    answers.put("alipay.checkRequest", AlipayOracle::checkRequest);
    answers.put("alipay.signNotification", AlipayOracle::signNotification);
    answers.put("alipay.checkNotification", AlipayOracle::checkNotification);
    answers.put("alipay.fieldsOf", AlipayOracle::fieldsOf);
    answers.put("alipay.refund", AlipayOracle::refund);
    answers.put("alipay.query", AlipayOracle::query);
  }

  private static Object checkRequest(JsonObject ask) throws Exception {
    return AlipaySignature.rsaCheckV2(params(ask), Oracle.text(ask, "publicKey"), "utf-8", "RSA2");
  }

  private static Object signNotification(JsonObject ask) throws Exception {
    String content = AlipaySignature.getSignCheckContentV1(params(ask));
    return AlipaySignature.rsa256Sign(content, Oracle.text(ask, "privateKey"), "utf-8");
  }

  private static Object checkNotification(JsonObject ask) throws Exception {
    return AlipaySignature.rsaCheckV1(params(ask), Oracle.text(ask, "publicKey"), "utf-8", "RSA2");
  }

  private static Object fieldsOf(JsonObject ask) {
    Class<?> model =
        Oracle.text(ask, "method").equals("alipay.trade.refund")
            ? AlipayTradeRefundModel.class
            : AlipayTradeFastpayRefundQueryModel.class;
    List<String> names = new ArrayList<>();
    for (Field field : model.getDeclaredFields()) {
      ApiField api = field.getAnnotation(ApiField.class);
      if (api != null) names.add(api.value());
    }
    return names;
  }

  private static Object refund(JsonObject ask) throws Exception {
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizContent(Oracle.text(ask, "content"));
    return told(client(ask).execute(request));
  }

  private static Object query(JsonObject ask) throws Exception {
    AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
    request.setBizContent(Oracle.text(ask, "content"));
    return told(client(ask).execute(request));
  }

  private static AlipayClient client(JsonObject ask) {
    return new DefaultAlipayClient(
        Oracle.text(ask, "gateway"),
        Oracle.text(ask, "appId"),
        Oracle.text(ask, "privateKey"),
        "json",
        "utf-8",
        Oracle.text(ask, "alipayKey"),
        "RSA2");
  }

  /** By the vendor's own types: what it read out of an answer, after it had verified the signature. */
  private static Object told(AlipayResponse response) throws Exception {
    Map<String, Object> read = new HashMap<>();
    for (String name : List.of("Code", "SubCode", "FundChange", "RefundFee", "RefundStatus", "RefundAmount", "TradeNo", "OutRequestNo")) {
      try {
        read.put(name, response.getClass().getMethod("get" + name).invoke(response));
      } catch (NoSuchMethodException absent) {
        // Not of this answer.
      }
    }
    return read;
  }

  private static Map<String, String> params(JsonObject ask) {
    Map<String, String> params = new HashMap<>();
    ask.getAsJsonObject("params").entrySet().forEach((entry) -> params.put(entry.getKey(), entry.getValue().getAsString()));
    return params;
  }
}
