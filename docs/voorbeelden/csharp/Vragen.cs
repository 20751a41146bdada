using System;
using System.IO;
using System.Net.Http;
using System.Text.RegularExpressions;

/// <summary>vragen VRAAG ANTWOORD: stelt de vraag (een JSON-bestand) en bewaart het antwoord in een bestand.</summary>
/// <remarks>Exitcode: 0 beantwoord, 1 geweigerd, 2 onjuist gebruik, 3 nu geen antwoord, 4 vraag niet leesbaar, 6 instelling,
/// certificaat of map op deze machine klopt niet. Alleen bij 0 zegt ANTWOORD iets over een persoon;
/// elke andere code is géén "geen match".</remarks>
static class Vragen
{
    static int Main(string[] arguments) { return Verbinding.Run(() => Run(arguments)); }

    static int Run(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("gebruik: vragen VRAAG ANTWOORD");
            return 2;
        }
        if (!File.Exists(arguments[0]))
        {
            Verbinding.Say("de vraag is niet leesbaar");
            return 4;
        }
        File.Delete(arguments[1]);
        using (var connection = new Verbinding(30))
        {
            var question = File.ReadAllBytes(arguments[0]);
            var answer = connection.Request(HttpMethod.Post, "/v1/matches", question, "application/json");
            if (answer.Status != 200)
            {
                Verbinding.Say("geen antwoord op de vraag: " + answer.Reason());
                return answer.PassesBy() ? 3 : 1;
            }
            Verbinding.Save(arguments[1], answer.Body);
            Verbinding.Say("beantwoord, matchId " + Regex.Match(answer.Body, "\"matchId\":\"([^\"]*)\"").Groups[1].Value);
            return 0;
        }
    }
}
