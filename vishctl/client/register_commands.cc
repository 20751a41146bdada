#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/controle_text.h"

namespace vish::vishctl {

namespace {

constexpr auto kSoorten = "gemeente, wijkteam, kredietbank, gerechtsdeurwaarder, overheid, leverancier of sng";

/// Adds an option that may be given more than once, with one value each time.
void bind_body_list(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                    const std::string& help) {
  bind_body<std::vector<std::string>>(command, body, name, pointer, help)->allow_extra_args(false)->delimiter(',');
}

void post_on_run(CLI::App& command, const Session& session, const std::string& target, const View& view,
                 const Body& body) {
  command.callback([&session, &view, target, body] { session.one(Method::post, target, view, *body); });
}

void bind_thresholds(CLI::App& command, const Body& body) {
  bind_body<unsigned>(command, body, "--fout-percentage", "/drempels/foutPercentage",
                      "Bij meer foute rijen wordt het bestand geweigerd (standaard 5)");
  bind_body<unsigned>(command, body, "--afname-percentage", "/drempels/afnamePercentage",
                      "Bij een grotere afname wordt het bestand vastgehouden (standaard 10) …");
  bind_body<unsigned>(command, body, "--afname-aantal", "/drempels/afnameAantal",
                      "… als er ook meer dan dit aantal afvallen (standaard 10)");
  bind_body<unsigned>(command, body, "--netto-afname-percentage", "/drempels/nettoAfnamePercentage",
                      "Bij een grotere afname per saldo in dertig dagen wordt het vastgehouden (standaard 25)");
  bind_body<unsigned>(command, body, "--groei-percentage", "/drempels/groeiPercentage",
                      "Bij een grotere groei wordt het bestand vastgehouden (standaard 100) …");
  bind_body<unsigned>(command, body, "--groei-aantal", "/drempels/groeiAantal",
                      "… als er ook meer dan dit aantal bijkomen (standaard 100)");
  bind_body<unsigned>(command, body, "--eerste-hoogstens", "/drempels/eersteHoogstens",
                      "Een eerste bestand met meer registraties wordt vastgehouden (standaard 5000)");
}

void bind_schedule(CLI::App& command, const Body& body) {
  bind_body(command, body, "--aanleveruur", "/aanleveruur",
            "Voor hoe laat een aanlevering binnen moet zijn, Nederlandse tijd (uu:mm, standaard 09:00)");
  bind_body_list(command, body, "--aanleverdag", "/aanleverdagen",
                 "ma, di, wo, do, vr, za of zo; mag vaker (standaard ma tot en met vr). Feestdagen tellen nooit");
  bind_body<unsigned>(command, body, "--herstelpunten", "/herstelpunten",
                      "Hoeveel eerdere aanleveringen worden bewaard om naar terug te gaan (0-31, standaard 7)");
}

/// Adds a flag and the flag that says the opposite.
void bind_body_switch(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                      const std::string& help) {
  auto* on = bind_body_flag(command, body, "--" + name, pointer, help);
  bind_body_flag(command, body, "--geen-" + name, pointer, "Niet meer", false)->excludes(on);
}

/// Adds `check NAAM`, which shows what a new party must still do.
void add_check(CLI::App& group, const Session& session, const std::string& collection, const std::string& key) {
  auto* check = group.add_subcommand("check", "Toon wat een nieuwe partij nog moet doen, als lijst om haar te mailen");
  const auto name = std::make_shared<std::string>();
  check->add_option(key, *name, "Van wie of wat")->required()->check(kPathName);
  check->callback([&session, collection, name] {
    const auto answer = session.request(Method::get, "/v1/" + collection + "/" + *name + "/controle");
    session.out << (session.as_json ? answer.dump(2) + "\n" : controle_text(answer));
  });
}

void add_bevrager_change(CLI::App& group, const Session& session) {
  const auto body = make_body();
  auto& change = add_act(group, session, "change", "Wijzig overeenkomst of eerlijk gebruik; wat u niet noemt blijft",
                         "bevragers", "oin", "wijzigingen", kBevragerView, body);
  bind_body(change, body, "--overeenkomst", "/overeenkomstdatum", "Datum van de overeenkomst (jjjj-mm-dd)");
  bind_body<std::uint64_t>(change, body, "--vragen-per-seconde", "/gebruik/vragenPerSeconde",
                           "Vragen per seconde; 0 stelt geen grens");
  bind_body<std::uint64_t>(change, body, "--vragen-ineens", "/gebruik/vragenIneens",
                           "Vragen ineens na een rustige tijd");
  bind_body<std::uint64_t>(change, body, "--personen-per-dag", "/gebruik/personenPerDag",
                           "Personen op een dag; 0 stelt geen grens");
  bind_body<std::uint64_t>(change, body, "--alarm-vanaf-personen", "/gebruik/alarmVanafPersonen",
                           "Bij minder personen op een dag klinkt geen alarm; 0 zet het uit");
  bind_body<std::uint64_t>(change, body, "--alarm-factor", "/gebruik/alarmFactor",
                           "Zoveel keer het gebruikelijke is nog gewoon (2-100)");
  bind_body_switch(change, body, "blokkeer-bij-alarm", "/gebruik/blokkeerBijAlarm",
                   "Na een alarm komt er die dag geen antwoord meer");
}

void add_aansluiting_acts(CLI::App& group, const Session& session) {
  const auto body = make_body();
  auto& change = add_act(group, session, "change", "Wijzig instellingen; wat u niet noemt blijft", "aansluitingen",
                         "aansluitcode", "wijzigingen", kAansluitingView, body);
  bind_body(change, body, "--telefoon", "/contact/telefoon", "Contact na een match");
  bind_body(change, body, "--email", "/contact/email", "Contact na een match");
  bind_body(change, body, "--overeenkomst", "/overeenkomstdatum", "Datum van de overeenkomst (jjjj-mm-dd)");
  bind_body_list(change, body, "--aanleveraar", "/aanleveraars/erbij", "OIN die mede mag aanleveren; mag vaker");
  bind_body_list(change, body, "--geen-aanleveraar", "/aanleveraars/eraf", "OIN die dat niet meer mag; mag vaker");
  bind_thresholds(change, body);
  bind_schedule(change, body);
  bind_body_switch(change, body, "vroege-fasen", "/vroegeFasen", "Registreer ook aanmelding en intake");
  bind_body_switch(change, body, "toon-fase", "/toonFase", "Toon fase en startdatum na een match");
  add_act(group, session, "confirm", "Bevestig dat de registraties van een stille of geschorste aansluiting blijven",
          "aansluitingen", "aansluitcode", "bevestigingen", kAansluitingView, make_body());
}

void add_convenant_acts(CLI::App& group, const Session& session) {
  const auto body = make_body();
  auto& change = add_act(group, session, "change", "Wijzig een convenantpartner; wat u niet noemt blijft",
                         "convenantpartners", "convenantpartnerId", "wijzigingen", kConvenantpartnerView, body);
  bind_body(change, body, "--naam", "/naam", "Naam");
  bind_body_list(change, body, "--kvk", "/kvkNummers", "KvK-nummer, in plaats van alle eerdere; mag vaker");
  bind_body_list(change, body, "--oin", "/oins", "OIN, in plaats van alle eerdere; mag vaker");
  bind_body(change, body, "--ingang", "/ingangsdatum", "Eerste dag (jjjj-mm-dd)");
  bind_body(change, body, "--eind", "/einddatum", "Laatste dag (jjjj-mm-dd)");
  add_act(group, session, "end", "Beëindig met vandaag als laatste dag; wie nog moet ingaan verdwijnt",
          "convenantpartners", "convenantpartnerId", "beeindigingen", kConvenantpartnerView, make_body());
}

}  // namespace

void add_organisatie_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "organisatie", "Partijen met een OIN");
  auto* add = group.add_subcommand("add", "Registreer een organisatie");
  const auto body = make_body();
  bind_body(*add, body, "oin", "/oin", "Organisatie-identificatienummer, 20 posities")->required();
  bind_body(*add, body, "--naam", "/naam", "Naam")->required();
  bind_body(*add, body, "--soort", "/soort", kSoorten)->required();
  post_on_run(*add, session, "/v1/organisaties", kOrganisatieView, body);
  add_list(group, session, "organisaties", kOrganisatieView);
  add_show(group, session, "organisaties", "oin", kOrganisatieView);
  const auto changed = make_body();
  auto& change = add_act(group, session, "change", "Wijzig naam of soort; wat u niet noemt blijft", "organisaties",
                         "oin", "wijzigingen", kOrganisatieView, changed);
  bind_body(change, changed, "--naam", "/naam", "Naam");
  bind_body(change, changed, "--soort", "/soort", kSoorten);
  add_act(group, session, "end", "Beëindig een organisatie die niemand meer nodig heeft", "organisaties", "oin",
          "beeindigingen", kOrganisatieView, make_body());
}

void add_aansluiting_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "aansluiting", "Bronnen van dagbestanden");
  auto* add = group.add_subcommand("add", "Registreer een aansluiting");
  const auto body = make_body();
  bind_body(*add, body, "aansluitcode", "/aansluitcode", "Bijvoorbeeld GM0344-SHV")->required();
  bind_body(*add, body, "--organisatie", "/organisatie", "OIN van de organisatie")->required();
  bind_body(*add, body, "--telefoon", "/contact/telefoon", "Contact na een match")->required();
  bind_body(*add, body, "--email", "/contact/email", "Contact na een match")->required();
  bind_body_list(*add, body, "--aanleveraar", "/aanleveraars", "OIN die mede mag aanleveren; mag vaker");
  bind_body(*add, body, "--overeenkomst", "/overeenkomstdatum", "Datum van de overeenkomst (jjjj-mm-dd)");
  bind_thresholds(*add, body);
  bind_schedule(*add, body);
  bind_body_flag(*add, body, "--vroege-fasen", "/vroegeFasen", "Registreer ook aanmelding en intake");
  bind_body_flag(*add, body, "--toon-fase", "/toonFase", "Toon fase en startdatum na een match");
  post_on_run(*add, session, "/v1/aansluitingen", kAansluitingView, body);
  add_list(group, session, "aansluitingen", kAansluitingView);
  add_show(group, session, "aansluitingen", "aansluitcode", kAansluitingView);
  add_phases(group, session, "aansluitingen", "aansluitcode", kAansluitingView);
  add_aansluiting_acts(group, session);
  add_check(group, session, "aansluitingen", "aansluitcode");
}

void add_bevrager_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "bevrager", "Partijen die mogen bevragen");
  auto* add = group.add_subcommand("add", "Registreer een bevrager");
  const auto body = make_body();
  bind_body(*add, body, "oin", "/oin", "OIN van een geregistreerde organisatie")->required();
  bind_body(*add, body, "--overeenkomst", "/overeenkomstdatum", "Datum van de overeenkomst (jjjj-mm-dd)");
  post_on_run(*add, session, "/v1/bevragers", kBevragerView, body);
  add_list(group, session, "bevragers", kBevragerView);
  add_show(group, session, "bevragers", "oin", kBevragerView);
  add_phases(group, session, "bevragers", "oin", kBevragerView);
  add_bevrager_change(group, session);
  add_check(group, session, "bevragers", "oin");
}

void add_convenant_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "convenant", "Schuldeisers van het NVVK-convenant");
  auto* add = group.add_subcommand("add", "Registreer een convenantpartner");
  const auto body = make_body();
  bind_body(*add, body, "--naam", "/naam", "Naam")->required();
  bind_body_list(*add, body, "--kvk", "/kvkNummers", "KvK-nummer; mag vaker");
  bind_body_list(*add, body, "--oin", "/oins", "OIN; mag vaker");
  bind_body(*add, body, "--ingang", "/ingangsdatum", "Eerste dag (jjjj-mm-dd)")->required();
  bind_body(*add, body, "--eind", "/einddatum", "Laatste dag (jjjj-mm-dd)");
  post_on_run(*add, session, "/v1/convenantpartners", kConvenantpartnerView, body);
  add_list(group, session, "convenantpartners", kConvenantpartnerView);
  add_convenant_acts(group, session);
}

}  // namespace vish::vishctl
