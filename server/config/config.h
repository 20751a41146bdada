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

/// The address at which a listener waits for connections.
struct Luisteradres {
  std::string adres;    ///< an IPv4 or IPv6 address, no host name
  std::uint16_t poort;  ///< 0: any free port
};

/// The TLS files, in PEM. The data and the beheer listener use the same ones.
struct Tlsinstellingen {
  std::filesystem::path certificaat;  ///< the certificate of the server, followed by its chain
  std::filesystem::path sleutel;
  std::filesystem::path vertrouwd;  ///< the CAs under which client certificates are accepted
  /// the revocation lists of those CAs: a file (PEM or DER) or a folder of files
  std::filesystem::path intrekkingslijsten;
  /// how often the lists are read again, and open connections are checked against them
  std::chrono::seconds herlezen{10};
};

/// The settings of the database.
struct Opslaginstellingen {
  std::filesystem::path map;       ///< the folder of the database
  std::filesystem::path sleutels;  ///< the folder of the key ring
  std::uint64_t min_vrije_ruimte_mb = 512;
  std::uint64_t cache_mb = 512;
};

/// The settings of the audit log.
struct Verantwoordingsinstellingen {
  std::filesystem::path kopie;  ///< the folder of the copy of the audit log, best on another disk; empty for none
  std::uint64_t bewaartermijn_jaren = 5;  ///< how long the audit log is kept, in calendar years
  /// the address of this processing in the register of processings of SNG; empty for none
  std::string verwerkingsregister;
};

/// The settings of backups. No backups are made when `doel` is empty.
struct Backupinstellingen {
  std::filesystem::path doel;        ///< the folder of the backups, best on the disk of another machine
  std::filesystem::path ontvangers;  ///< the certificates (PEM) of the recipients, to whom backups are encrypted
  std::uint64_t uur = 2;             ///< the hour, in Amsterdam, from which the backup of the day is made
  std::uint64_t bewaren = 14;        ///< the number of backups that are kept
};

/// The limits of the server, so that no client decides about its memory or time.
struct Limieten {
  /// The number of workers; 0 means one for each core but one, which is left for the disk: the log, deliveries and
  /// compaction.
  std::uint64_t werkers = 0;
  std::uint64_t aanlever_werkers = 2;
  std::uint64_t max_aanleveringen_tegelijk = 8;
  std::uint64_t max_aanleveringen_wachtend = 1000;
  /// The most deliveries per hour of one aansluiting that leave a report, and the most of them that are refused; 0
  /// means no bound.
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

/// The settings of the log of the program.
struct Loginstellingen {
  std::string niveau = "info";    ///< debug, info, warning or error
  std::filesystem::path bestand;  ///< empty for standard error
};

/// A person who may use the beheer listener.
struct Operator {
  std::string naam;  ///< unique
  proto::Operatorrol rol;
  std::string vingerafdruk;  ///< SHA-256 of the certificate in DER, 64 lower-case hex digits; unique
};

/// The configuration of vishd. Every value that load_config() reads lies within its range, and every path is absolute
/// or relative to the current folder of the process.
struct Config {
  /// Whether the installation is a proof. Only in a proof may test OINs, a demonstration CA and public test numbers
  /// reach productie.
  bool proef = false;
  std::filesystem::path poortbestand;  ///< empty for none; see vishd.toml
  Luisteradres data{"127.0.0.1", 8443};
  Luisteradres beheer{"127.0.0.1", 8444};
  Luisteradres observatie{"127.0.0.1", 9464};
  Tlsinstellingen tls;
  Opslaginstellingen opslag;
  Verantwoordingsinstellingen verantwoording;
  Backupinstellingen backup;
  Limieten limieten;
  proto::Gebruiksregels gebruik;  ///< for each bevrager without rules of its own
  Loginstellingen log;
  std::vector<Operator> operators;
  /// Remarks that an operator should know although they forbid nothing, in the form of the errors of load_config().
  std::vector<std::string> remarks;
};

/// Reads a configuration in TOML. A relative path counts from the folder of `file`. An error holds every mistake, one
/// Dutch sentence each, in the order of the file, with its line where it has one. The folders of the database and the
/// key ring need not exist; the files of [tls] must.
Result<Config, std::vector<std::string>> load_config(const std::filesystem::path& file);

/// Returns the names of the settings that differ and whose change needs a restart.
std::vector<std::string> changed_for_restart(const Config& from, const Config& to);

/// Returns the configuration as a TOML file with an explanation of every key. A key with its default value becomes a
/// comment. Paths are written as they are.
std::string to_toml(const Config& config);

}  // namespace vish::server
