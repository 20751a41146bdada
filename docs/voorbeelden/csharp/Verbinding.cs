using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Status 0 is geen verbinding of geen antwoord op tijd; de inhoud is dan de reden.</summary>
sealed class Answer
{
    public int Status;
    public string Body = "";
    public int RetryAfter;

    /// <summary>De tekst met die naam, anders leeg.</summary>
    string TextIn(string name)
    {
        return Regex.Match(Body, "\"" + name + "\":\"((?>(?:[^\"\\\\]|\\\\.)*))\"").Groups[1].Value;
    }

    bool HasCode(string code) { return TextIn("code") == code; }

    /// <summary>Waarom er geen of een afwijzend antwoord is, met de uitleg van VISH als die er is.</summary>
    public string Reason()
    {
        if (Status == 0) return "geen verbinding, of niet op tijd (" + Body + ")";
        var detail = TextIn("detail");
        return "status " + Status + " " + TextIn("code") + ": " + (detail == "" ? "zonder uitleg" : detail);
    }

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
                IEnumerable<string> wait;
                var asked = got.Headers.TryGetValues("Retry-After", out wait);
                return new Answer
                {
                    Status = (int)got.StatusCode,
                    Body = await got.Content.ReadAsStringAsync(),
                    RetryAfter = asked ? SecondsOf(wait.First().Trim()) : 0,
                };
            }
        }
        catch (HttpRequestException error)
        {
            RefuseAlert(error);
            return new Answer { Body = Innermost(error).Message };
        }
        catch (TaskCanceledException) { return new Answer { Body = "niet op tijd" }; }
    }

    static Exception Innermost(Exception error) { return error.InnerException == null ? error : Innermost(error.InnerException); }

    /// <summary>Zo veel seconden vraagt de server te wachten; hoogstens een uur, en 0 als het niet te begrijpen is.</summary>
    static int SecondsOf(string retryAfter)
    {
        DateTimeOffset moment;
        if (Regex.IsMatch(retryAfter, "^[0-9]+$")) return retryAfter.Length > 4 ? 3600 : Math.Min(int.Parse(retryAfter), 3600);
        var dated = DateTimeOffset.TryParseExact(retryAfter, "r", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out moment);
        return dated ? (int)Math.Max(0, Math.Min(Math.Ceiling((moment - DateTimeOffset.UtcNow).TotalSeconds), 3600)) : 0;
    }

    /// <summary>De server verbreekt TLS en zegt waarom; opnieuw proberen helpt dan niet.</summary>
    static void RefuseAlert(Exception error)
    {
        var shaking = false;
        for (var cause = error; cause != null; cause = cause.InnerException)
        {
            shaking = shaking || cause is AuthenticationException;
            var alert = cause.Message.IndexOf("alert", StringComparison.OrdinalIgnoreCase) >= 0;
            // Windows vertaalt een TLS-melding naar een eigen fout.
            var native = shaking && cause is Win32Exception && !(cause is SocketException);
            if (alert || native) throw new InvalidOperationException("VISH weigert de verbinding met VISH_PKCS12: " + cause.Message);
        }
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
            Say(answer.Reason() + ", poging " + attempt + "; opnieuw over " + wait + " s");
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
