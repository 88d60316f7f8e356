import com.google.gson.JsonObject;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.util.PemUtil;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** wechatpay-java, asked. */
final class WechatPayOracle {
  private WechatPayOracle() {}

  static void addTo(Map<String, Oracle.Answer> answers) {
    answers.put("wechat.verify", WechatPayOracle::verify);
    answers.put("wechat.sign", WechatPayOracle::sign);
    answers.put("wechat.encrypt", WechatPayOracle::encrypt);
    answers.put("wechat.readRefundRequest", WechatPayOracle::readRefundRequest);
    answers.put("wechat.refund", WechatPayOracle::refund);
    answers.put("wechat.query", WechatPayOracle::query);
  }

  private static Object verify(JsonObject ask) {
    String serial = Oracle.text(ask, "serial");
    RSAVerifier verifier = new RSAVerifier(PemUtil.loadPublicKeyFromString(Oracle.text(ask, "publicKey")), serial);
    return verifier.verify(serial, Oracle.text(ask, "message"), Oracle.text(ask, "signature"));
  }

  private static Object sign(JsonObject ask) {
    RSASigner signer = new RSASigner("any", PemUtil.loadPrivateKeyFromString(Oracle.text(ask, "privateKey")));
    return signer.sign(Oracle.text(ask, "message")).getSign();
  }

  private static Object encrypt(JsonObject ask) {
    AeadAesCipher cipher = new AeadAesCipher(bytes(ask, "key"));
    return cipher.encrypt(bytes(ask, "associatedData"), bytes(ask, "nonce"), bytes(ask, "plaintext"));
  }

  /** Through the vendor's own type and back: a field that it does not know, or of another type, does not come back. */
  private static Object readRefundRequest(JsonObject ask) {
    return Oracle.GSON.toJsonTree(Oracle.GSON.fromJson(Oracle.text(ask, "body"), CreateRequest.class));
  }

  private static Object refund(JsonObject ask) {
    return Oracle.GSON.toJsonTree(service(ask).create(Oracle.GSON.fromJson(Oracle.text(ask, "body"), CreateRequest.class)));
  }

  private static Object query(JsonObject ask) {
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(Oracle.text(ask, "outRefundNo"));
    return Oracle.GSON.toJsonTree(service(ask).queryByOutRefundNo(request));
  }

  /** The vendor's client, which knows only its own host, sent to another one. */
  private static RefundService service(JsonObject ask) {
    RSAPublicKeyConfig config =
        new RSAPublicKeyConfig.Builder()
            .merchantId(Oracle.text(ask, "mchId"))
            .merchantSerialNumber(Oracle.text(ask, "serial"))
            .privateKey(Oracle.text(ask, "privateKey"))
            .publicKey(Oracle.text(ask, "platformKey"))
            .publicKeyId(Oracle.text(ask, "platformSerial"))
            .apiV3Key(Oracle.text(ask, "apiV3Key"))
            .build();
    HttpUrl peer = HttpUrl.get(Oracle.text(ask, "url"));
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  HttpUrl url = chain.request().url().newBuilder().scheme("http").host(peer.host()).port(peer.port()).build();
                  return chain.proceed(chain.request().newBuilder().url(url).build());
                })
            .build();
    return new RefundService.Builder()
        .httpClient(new DefaultHttpClientBuilder().config(config).okHttpClient(client).build())
        .build();
  }

  private static byte[] bytes(JsonObject ask, String name) {
    return Oracle.text(ask, name).getBytes(StandardCharsets.UTF_8);
  }
}
