#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "proto/registry/gebruik.h"
#include "proto/terms/domein.h"

namespace vish::server {

/// Where a listener waits for connections.
struct Luisteradres {
  std::string adres;    ///< an IPv4 or IPv6 address, no host name
  std::uint16_t poort;  ///< 0: any free port
};

/// Files in PEM. The data and the beheer listener use the same ones.
struct Tlsinstellingen {
  std::filesystem::path certificaat;  ///< the server's certificate, then its chain
  std::filesystem::path sleutel;
  std::filesystem::path vertrouwd;           ///< the CAs under which client certificates are accepted
  std::filesystem::path intrekkingslijsten;  ///< their revocation lists: a file (PEM or DER), or a folder of those
  std::chrono::seconds herlezen{10};         ///< how often those are looked at, and open connections with them
};

struct Opslaginstellingen {
  std::filesystem::path map;       ///< folder of the database
  std::filesystem::path sleutels;  ///< folder of the key ring
  std::uint64_t min_vrije_ruimte_mb = 512;
  std::uint64_t cache_mb = 512;
};

struct Verantwoordingsinstellingen {
  std::filesystem::path kopie;  ///< folder, best on another disk, that the audit log is copied to; empty: none
  std::uint64_t bewaartermijn_jaren = 5;  ///< of the audit log, in calendar years
  std::string verwerkingsregister;        ///< address of this processing in SNG's register of them; empty: none
};

/// Backups of the database: none when `doel` is empty.
struct Backupinstellingen {
  std::filesystem::path doel;        ///< folder, best on another machine's disk
  std::filesystem::path ontvangers;  ///< certificates (PEM) to whose keys they are encrypted
  std::uint64_t uur = 2;             ///< from this hour of the day in Amsterdam on one is made
  std::uint64_t bewaren = 14;        ///< older ones are removed
};

/// What the server takes on at most, so that no client decides about its
/// memory or its time.
struct Limieten {
  /// 0: one for each core but one, which is left for the disk: the log, deliveries, compaction.
  std::uint64_t werkers = 0;
  std::uint64_t aanlever_werkers = 2;
  std::uint64_t max_aanleveringen_tegelijk = 8;
  std::uint64_t max_aanleveringen_wachtend = 1000;
  /// That leave a report, of one aansluiting, and of those the refused ones; 0: no bound.
  std::uint64_t max_aanleveringen_per_uur = 3600;
  std::uint64_t max_geweigerd_per_uur = 120;
  std::uint64_t max_verbindingen = 10000;
  std::uint64_t max_handdrukken = 1000;
  std::uint64_t max_handdrukken_per_adres = 100;
  std::uint64_t max_zonder_certificaat = 256;
  std::uint64_t max_zonder_certificaat_per_adres = 32;
  std::uint64_t max_aanlevering_mb = 256;
  std::uint64_t max_rijen = 2000000;
  std::uint64_t max_bevraging_kb = 16;
  std::uint64_t max_bevragingen_tegelijk = 2000;
  std::uint64_t min_bytes_per_seconde = 1000;
  std::chrono::seconds handdruk{10};
  std::chrono::seconds verzoek{15};
  std::chrono::seconds aanlevering{900};
  std::chrono::seconds aanlever_wacht{60};
  std::chrono::seconds inactief{60};
  std::chrono::seconds zonder_certificaat{5};
  std::chrono::seconds schrijf{30};
  std::chrono::seconds afsluit{30};
};

/// What SNG answers for, and how long.
struct Loginstellingen {
  std::string niveau = "info";    ///< debug, info, warning or error
  std::filesystem::path bestand;  ///< empty: standard error
};

/// A person who may use the beheer listener.
struct Operator {
  std::string naam;  ///< unique
  proto::Operatorrol rol;
  std::string vingerafdruk;  ///< SHA-256 of the certificate in DER, 64 lower-case hex digits; unique
};

/// The configuration of vishd. As read by load_config() every value lies
/// within its range and every path is absolute or relative to the current
/// folder of the process.
struct Config {
  /// The installation is no real one: only then may test OINs, a demonstration
  /// CA and public test numbers reach productie.
  bool proef = false;
  std::filesystem::path poortbestand;  ///< empty: none; see vishd.toml
  Luisteradres data{"127.0.0.1", 8443};
  Luisteradres beheer{"127.0.0.1", 8444};
  Luisteradres observatie{"127.0.0.1", 9464};
  Tlsinstellingen tls;
  Opslaginstellingen opslag;
  Verantwoordingsinstellingen verantwoording;
  Backupinstellingen backup;
  Limieten limieten;
  proto::Gebruiksregels gebruik;  ///< for each bevrager for whom an operator set nothing else
  Loginstellingen log;
  std::vector<Operator> operators;
};

/// Reads a configuration in TOML. Relative paths count from the folder of
/// `file`. On failure: every mistake that can be found, one Dutch sentence
/// each, in the order of the file and with the line number where there is one.
/// The folders of the database and the key ring need not exist yet; the files
/// of [tls] must.
Result<Config, std::vector<std::string>> load_config(const std::filesystem::path& file);

/// The names of the settings that differ and of which a change needs a
/// restart.
std::vector<std::string> changed_for_restart(const Config& from, const Config& to);

/// The configuration as a TOML file with an explanation of every key. Keys
/// that have their default value are shown as a comment. Paths are written as
/// they are.
std::string to_toml(const Config& config);

}  // namespace vish::server
