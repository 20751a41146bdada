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
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Eén verzoek aan VISH over tweezijdig TLS, zo nodig herhaald. Java 17, alleen de standaardbibliotheek. */
final class Verbinding {
  /** Status 0 is geen verbinding of geen antwoord op tijd. */
  record Answer(int status, String body, long retryAfter) {
    boolean hasCode(String code) {
      return body.contains("\"code\":\"" + code + "\"");
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
      say(error.getMessage());
      return 6;
    }
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
      return new Answer(got.statusCode(), got.body(), got.headers().firstValueAsLong("Retry-After").orElse(0));
    } catch (IOException error) {
      return new Answer(0, "", 0);
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
      say("status " + answer.status() + ", poging " + attempt + "; opnieuw over " + wait + " s");
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
