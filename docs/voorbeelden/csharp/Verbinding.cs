using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Status 0 is geen verbinding of geen antwoord op tijd.</summary>
sealed class Answer
{
    public int Status;
    public string Body = "";
    public int RetryAfter;

    bool HasCode(string code) { return Body.Contains("\"code\":\"" + code + "\""); }

    /// <summary>Of hetzelfde verzoek zo dadelijk wel kan lukken.</summary>
    public bool PassesBy()
    {
        switch (Status)
        {
            case 0: case 408: case 503: return true;
            case 409: return HasCode("conflict");
            case 429: return HasCode("teVeelVragen");
            default: return false;
        }
    }
}

/// <summary>Eén verzoek aan VISH over tweezijdig TLS, zo nodig herhaald. .NET 6 of nieuwer, ook Mono 6.</summary>
/// <remarks>De server wordt vertrouwd volgens de machine: zet het stamcertificaat in haar archief (op Windows
/// Vertrouwde basiscertificeringsinstanties).</remarks>
sealed class Verbinding : IDisposable
{
    readonly HttpClient client;

    public Verbinding(int seconds)
    {
        var certificate = Own();
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) };
        handler.SslOptions.ClientCertificates = new X509CertificateCollection { certificate };
        handler.SslOptions.LocalCertificateSelectionCallback = (sender, host, own, remote, issuers) => certificate;
        client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(seconds) };
    }

    public void Dispose() { client.Dispose(); }

    /// <summary>De exitcode van het werk. Wat op deze machine mislukt is nooit 1: dat is geweigerd door VISH.</summary>
    public static int Run(Func<int> work)
    {
        try { return work(); }
        catch (Exception error)
        {
            Say(error.Message);
            return 6;
        }
    }

    public static string Setting(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value)) throw new InvalidOperationException("niets verstuurd: " + name + " ontbreekt");
        return value;
    }

    static byte[] Content(string name)
    {
        var path = Setting(name);
        try { return File.ReadAllBytes(path); }
        catch (Exception)
        {
            throw new InvalidOperationException("niets verstuurd: " + name + ": " + path + " is er niet of is niet leesbaar");
        }
    }

    static X509Certificate2 Own()
    {
        var password = Encoding.UTF8.GetString(Content("VISH_PKCS12_WACHTWOORD")).Trim();
        var content = Content("VISH_PKCS12");
        try { return new X509Certificate2(content, password); }
        catch (Exception)
        {
            throw new InvalidOperationException("niets verstuurd: VISH_PKCS12 is niet te openen met VISH_PKCS12_WACHTWOORD");
        }
    }

    static Uri Address(string path)
    {
        Uri address;
        var right = Uri.TryCreate(Setting("VISH_ADRES") + path, UriKind.Absolute, out address) && address.Scheme == "https";
        if (right) return address;
        throw new InvalidOperationException("niets verstuurd: VISH_ADRES is geen adres als https://vish.voorbeeld.nl");
    }

    /// <summary>Naar de standaardfoutuitvoer; nooit de inhoud van een vraag, antwoord of bestand.</summary>
    public static void Say(string text)
    {
        Console.Error.WriteLine(DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss ") + text);
    }

    async Task<Answer> Once(HttpMethod method, string path, byte[] body, string type)
    {
        var request = new HttpRequestMessage(method, Address(path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        try
        {
            using (var got = await client.SendAsync(request))
            {
                var wait = got.Headers.RetryAfter == null ? null : got.Headers.RetryAfter.Delta;
                return new Answer
                {
                    Status = (int)got.StatusCode,
                    Body = await got.Content.ReadAsStringAsync(),
                    RetryAfter = wait.HasValue ? (int)wait.Value.TotalSeconds : 0,
                };
            }
        }
        catch (HttpRequestException) { return new Answer(); }
        catch (TaskCanceledException) { return new Answer(); }
    }

    static int Number(string name, int otherwise)
    {
        var value = Environment.GetEnvironmentVariable(name);
        int number;
        if (value == null) return otherwise;
        if (int.TryParse(value, out number)) return number;
        throw new InvalidOperationException("niets verstuurd: " + name + " is geen getal");
    }

    /// <summary>Het antwoord na hoogstens VISH_POGINGEN keer.</summary>
    public Answer Request(HttpMethod method, string path, byte[] body, string type)
    {
        var attempts = Number("VISH_POGINGEN", 6);
        var pause = Number("VISH_WACHT", 5);
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var answer = Once(method, path, body, type).GetAwaiter().GetResult();
            if (!answer.PassesBy() || attempt >= attempts) return answer;
            var wait = Math.Max(pause, answer.RetryAfter);
            Say("status " + answer.Status + ", poging " + attempt + "; opnieuw over " + wait + " s");
            Thread.Sleep(wait * 1000);
        }
    }

    /// <summary>Zet het antwoord in één keer neer. Kies een map die alleen de eigenaar kan lezen.</summary>
    public static void Save(string path, string body)
    {
        var fresh = path + ".nieuw";
        File.WriteAllText(fresh, body);
        if (File.Exists(path)) File.Replace(fresh, path, null);
        else File.Move(fresh, path);
    }
}
