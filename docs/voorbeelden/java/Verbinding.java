import java.io.FileInputStream;
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
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
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

  static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) throw new IllegalArgumentException("omgevingsvariabele ontbreekt: " + name);
    return value;
  }

  /** Naar de standaardfoutuitvoer; nooit de inhoud van een vraag, antwoord of bestand. */
  static void say(String text) {
    System.err.println(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
  }

  private static SSLContext sslContext() throws GeneralSecurityException, IOException {
    char[] password = Files.readString(Path.of(setting("VISH_PKCS12_WACHTWOORD"))).strip().toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream(setting("VISH_PKCS12"))) {
      own.load(in, password);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = new FileInputStream(setting("VISH_CA"))) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + number++, certificate);
      }
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
    var request = HttpRequest.newBuilder(URI.create(setting("VISH_ADRES") + path))
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

  /** Het antwoord na hoogstens VISH_POGINGEN keer. */
  Answer request(String method, String path, byte[] body, String type, int seconds) throws InterruptedException {
    int attempts = Integer.parseInt(System.getenv().getOrDefault("VISH_POGINGEN", "6"));
    long pause = Long.parseLong(System.getenv().getOrDefault("VISH_WACHT", "5"));
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
