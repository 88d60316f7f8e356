import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers one question a line, in JSON, until its input ends. */
public final class Oracle {
  interface Answer {
    Object to(JsonObject question) throws Exception;
  }

  static final Gson GSON = new Gson();

  public static void main(String[] args) throws Exception {
    Map<String, Answer> answers = new HashMap<>();
    WechatPayOracle.addTo(answers);
    AlipayOracle.addTo(answers);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // What the vendors' clients print must not be taken for an answer.
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) out.println(GSON.toJson(answer(answers, line)));
  }

  private static Map<String, Object> answer(Map<String, Answer> answers, String line) {
    Map<String, Object> reply = new HashMap<>();
    try {
      JsonObject question = GSON.fromJson(line, JsonObject.class);
      reply.put("value", answers.get(question.get("op").getAsString()).to(question));
    } catch (Throwable fault) {
      reply.put("fault", fault.toString());
    }
    return reply;
  }

  static String text(JsonObject question, String name) {
    return question.get(name).getAsString();
  }
}
