import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a wenbao service over HTTPS a few times and prints what it was told: PORT CA. */
public class Client {
  public static void main(String[] arguments) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (FileInputStream file = new FileInputStream(arguments[1])) {
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      SSLContext context = SSLContext.getInstance(version);
      context.init(null, managers.getTrustManagers(), null);
      HttpClient client = HttpClient.newBuilder().sslContext(context).build();
      URI uri = URI.create("https://localhost:" + arguments[0] + "/healthz");
      for (int round = 0; round < 2; round++) {
        HttpResponse<String> response =
            client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(
            response.statusCode() + " " + response.sslSession().get().getProtocol() + " "
                + response.version());
      }
    }
  }
}
