import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Aanleveren BESTAND PEILDATUM VERSLAG: levert een dagbestand aan en bewaart het verslag.
 *
 * <p>Exitcode: 0 verwerkt, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 bestand niet leesbaar, 5 vastgehouden,
 * 6 instelling, certificaat of map op deze machine klopt niet.
 */
final class Aanleveren {
  public static void main(String[] arguments) {
    System.exit(Verbinding.run(() -> run(arguments)));
  }

  private static int run(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("gebruik: Aanleveren BESTAND PEILDATUM VERSLAG");
      return 2;
    }
    Path file = Path.of(arguments[0]);
    String peildatum = arguments[1];
    if (!Files.isReadable(file)) {
      Verbinding.say("het bestand is niet leesbaar");
      return 4;
    }
    String path = "/v1/aansluitingen/" + Verbinding.setting("VISH_AANSLUITING") + "/aanleveringen/" + peildatum;
    var answer = new Verbinding().request("PUT", path, Files.readAllBytes(file), "text/csv", 300);
    if (answer.status() != 0) Verbinding.save(Path.of(arguments[2]), answer.body());
    switch (answer.status()) {
      case 200, 201 -> {
        Verbinding.say("peildatum " + peildatum + " verwerkt; bekijk de bevindingen in het verslag");
        return 0;
      }
      case 202 -> {
        Verbinding.say("peildatum " + peildatum + " vastgehouden: bel SNG als het bestand klopt");
        return 5;
      }
      default -> {
        Verbinding.say("peildatum " + peildatum + " niet aangeleverd, " + answer.reason());
        if (answer.body().contains("\"aanlevering\":")) Verbinding.say("zie het verslag: " + arguments[2]);
        return answer.passesBy() ? 3 : 1;
      }
    }
  }
}
