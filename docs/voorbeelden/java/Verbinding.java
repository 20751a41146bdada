import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Eén verzoek aan VISH over tweezijdig TLS, zo nodig herhaald. Java 17, alleen de standaardbibliotheek. */
final class Verbinding {
  /** Status 0 is geen verbinding of geen antwoord op tijd; de inhoud is dan de reden. */
  record Answer(int status, String body, long retryAfter) {
    /** De tekst met die naam, anders leeg. */
    private String textIn(String name) {
      Matcher found = Pattern.compile("\"" + name + "\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"").matcher(body);
      return found.find() ? found.group(1) : "";
    }

    boolean hasCode(String code) {
      return textIn("code").equals(code);
    }

    /** Waarom er geen of een afwijzend antwoord is, met de uitleg van VISH als die er is. */
    String reason() {
      if (status == 0) return "geen verbinding, of niet op tijd (" + body + ")";
      String detail = textIn("detail");
      return "status " + status + " " + textIn("code") + ": " + (detail.isEmpty() ? "zonder uitleg" : detail);
    }

    /** Of hetzelfde verzoek zo dadelijk wel kan lukken. */
    boolean passesBy() {
      return switch (status) {
        case 0, 408, 503 -> true;
        case 409 -> hasCode("conflict");
        case 429 -> hasCode("teVeelVragen");
        default -> false;
      };
    }
  }

  private final HttpClient client;

  Verbinding() throws GeneralSecurityException, IOException {
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .sslContext(sslContext())
        .build();
  }

  /** De exitcode van het werk. Wat op deze machine mislukt is nooit 1: dat is geweigerd door VISH. */
  static int run(Callable<Integer> work) {
    try {
      return work.call();
    } catch (Exception error) {
      say(error.getMessage() == null ? message(error) : error.getMessage());
      return 6;
    }
  }

  /** Van de diepste oorzaak die iets zegt. */
  private static String message(Throwable error) {
    String text = "geen verbinding";
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) text = cause.getMessage();
    }
    return text;
  }

  static String setting(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) throw new IllegalArgumentException("niets verstuurd: " + name + " ontbreekt");
    return value;
  }

  private static Path file(String name) {
    Path path = Path.of(setting(name));
    if (Files.isReadable(path)) return path;
    throw new IllegalArgumentException("niets verstuurd: " + name + ": " + path + " is er niet of is niet leesbaar");
  }

  private static URI address(String path) {
    URI address = URI.create(setting("VISH_ADRES") + path);
    if ("https".equals(address.getScheme()) && address.getHost() != null) return address;
    throw new IllegalArgumentException("niets verstuurd: VISH_ADRES is geen adres als https://vish.voorbeeld.nl");
  }

  /** Naar de standaardfoutuitvoer; nooit de inhoud van een vraag, antwoord of bestand. */
  static void say(String text) {
    System.err.println(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
  }

  private static SSLContext sslContext() throws GeneralSecurityException, IOException {
    char[] password = Files.readString(file("VISH_PKCS12_WACHTWOORD")).strip().toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file("VISH_PKCS12"))) {
      own.load(in, password);
    } catch (IOException error) {
      throw new IOException("niets verstuurd: VISH_PKCS12 is niet te openen met VISH_PKCS12_WACHTWOORD", error);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(file("VISH_CA"))) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + number++, certificate);
      }
    } catch (CertificateException error) {
      throw new IOException("niets verstuurd: VISH_CA is geen certificaat in PEM", error);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Answer once(String method, String path, byte[] body, String type, int seconds) throws InterruptedException {
    var request = HttpRequest.newBuilder(address(path))
        .timeout(Duration.ofSeconds(seconds))
        .header("Content-Type", type)
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    try {
      HttpResponse<String> got = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(got.statusCode(), got.body(), secondsOf(got.headers().firstValue("Retry-After").orElse("0")));
    } catch (IOException error) {
      refuseAlert(error);
      return new Answer(0, message(error), 0);
    }
  }

  /** Zo veel seconden vraagt de server te wachten; hoogstens een uur, en 0 als het niet te begrijpen is. */
  private static long secondsOf(String retryAfter) {
    String text = retryAfter.strip();
    if (text.matches("[0-9]+")) return text.length() > 4 ? 3600 : Math.min(Long.parseLong(text), 3600);
    try {
      Instant moment = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return Math.max(0, Math.min(Duration.between(Instant.now(), moment).toSeconds() + 1, 3600));
    } catch (DateTimeException | ArithmeticException error) {
      return 0;
    }
  }

  /** De server verbreekt TLS en zegt waarom; opnieuw proberen helpt dan niet. */
  private static void refuseAlert(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = cause.getMessage();
      if (cause instanceof SSLException && text != null && text.contains("alert")) {
        throw new IllegalStateException("VISH weigert de verbinding met VISH_PKCS12: " + text);
      }
    }
  }

  private static long number(String name, long otherwise) {
    try {
      String value = System.getenv(name);
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException error) {
      throw new IllegalArgumentException("niets verstuurd: " + name + " is geen getal", error);
    }
  }

  /** Het antwoord na hoogstens VISH_POGINGEN keer. */
  Answer request(String method, String path, byte[] body, String type, int seconds) throws InterruptedException {
    long attempts = number("VISH_POGINGEN", 6);
    long pause = number("VISH_WACHT", 5);
    for (int attempt = 1; ; attempt++, pause *= 2) {
      Answer answer = once(method, path, body, type, seconds);
      if (!answer.passesBy() || attempt >= attempts) return answer;
      long wait = Math.max(pause, answer.retryAfter());
      say(answer.reason() + ", poging " + attempt + "; opnieuw over " + wait + " s");
      Thread.sleep(wait * 1000);
    }
  }

  /** Zet het antwoord in één keer neer, alleen leesbaar voor de eigenaar. */
  static void save(Path path, String body) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    Path fresh = posix
        ? Files.createTempFile(folder, "vish", ".nieuw",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(folder, "vish", ".nieuw");
    Files.writeString(fresh, body);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
