using System;
using System.IO;
using System.Net.Http;

/// <summary>aanleveren BESTAND PEILDATUM VERSLAG: levert een dagbestand aan en bewaart het verslag.</summary>
/// <remarks>Exitcode: 0 verwerkt, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 bestand niet leesbaar,
/// 5 vastgehouden, 6 instelling, certificaat of map op deze machine klopt niet.</remarks>
static class Aanleveren
{
    static int Main(string[] arguments) { return Verbinding.Run(() => Run(arguments)); }

    static int Run(string[] arguments)
    {
        if (arguments.Length != 3)
        {
            Console.Error.WriteLine("gebruik: aanleveren BESTAND PEILDATUM VERSLAG");
            return 2;
        }
        if (!File.Exists(arguments[0]))
        {
            Verbinding.Say("het bestand is niet leesbaar");
            return 4;
        }
        var peildatum = arguments[1];
        var path = "/v1/aansluitingen/" + Verbinding.Setting("VISH_AANSLUITING") + "/aanleveringen/" + peildatum;
        using (var connection = new Verbinding(300))
        {
            var answer = connection.Request(HttpMethod.Put, path, File.ReadAllBytes(arguments[0]), "text/csv");
            if (answer.Status != 0) Verbinding.Save(arguments[2], answer.Body);
            return Outcome(answer, peildatum, arguments[2]);
        }
    }

    static int Outcome(Answer answer, string peildatum, string report)
    {
        switch (answer.Status)
        {
            case 200:
            case 201:
                Verbinding.Say("peildatum " + peildatum + " verwerkt; bekijk de bevindingen in het verslag");
                return 0;
            case 202:
                Verbinding.Say("peildatum " + peildatum + " vastgehouden: bel SNG als het bestand klopt");
                return 5;
            default:
                Verbinding.Say("peildatum " + peildatum + " niet aangeleverd, " + answer.Reason());
                if (answer.Body.Contains("\"aanlevering\":")) Verbinding.Say("zie het verslag: " + report);
                return answer.PassesBy() ? 3 : 1;
        }
    }
}
