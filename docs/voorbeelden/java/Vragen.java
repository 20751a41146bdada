import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Vragen VRAAG ANTWOORD: stelt de vraag (een JSON-bestand) en bewaart het antwoord in een bestand.
 *
 * <p>Exitcode: 0 beantwoord, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 vraag niet leesbaar, 6 instelling,
 * certificaat of map op deze machine klopt niet. Alleen bij 0 zegt ANTWOORD iets over een persoon;
 * elke andere code is géén "geen match".
 */
final class Vragen {
  private static final Pattern MATCH_ID = Pattern.compile("\"matchId\":\"([^\"]*)\"");

  public static void main(String[] arguments) {
    System.exit(Verbinding.run(() -> run(arguments)));
  }

  private static int run(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("gebruik: Vragen VRAAG ANTWOORD");
      return 2;
    }
    Path question = Path.of(arguments[0]);
    if (!Files.isReadable(question)) {
      Verbinding.say("de vraag is niet leesbaar");
      return 4;
    }
    Files.deleteIfExists(Path.of(arguments[1]));
    var answer = new Verbinding().request("POST", "/v1/matches", Files.readAllBytes(question), "application/json", 30);
    if (answer.status() != 200) {
      Verbinding.say("geen antwoord op de vraag: " + answer.reason());
      return answer.passesBy() ? 3 : 1;
    }
    Verbinding.save(Path.of(arguments[1]), answer.body());
    var id = MATCH_ID.matcher(answer.body());
    Verbinding.say("beantwoord, matchId " + (id.find() ? id.group(1) : "ontbreekt"));
    return 0;
  }
}
