#include "server/config/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/core/textfile.h"
#include "base/toml/mistakes.h"
#include "base/toml/tomlfile.h"
#include "server/config/operators.h"
#include "server/config/output_files.h"
#include "server/config/setting_table.h"

namespace vish::server {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warning", "error"};

/// Stores one TOML value where its key says; returns the mistake in it.
class ValueReader {
 public:
  ValueReader(const toml::node& node, const fs::path& base, Config& config)
      : node_(node), base_(base), config_(config) {}

  Mistake operator()(const Address& key) const {
    const auto text = node_.value_exact<std::string>();
    if (!text) return "moet tekst zijn";
    boost::system::error_code failure;
    const auto address = boost::asio::ip::make_address(*text, failure);
    if (failure) return "moet een IP-adres zijn";
    const bool is_of_one_interface = address.is_v6() && address.to_v6().is_link_local();
    if (is_of_one_interface && text->find('%') == std::string::npos) {
      return "moet ook de interface noemen, zoals fe80::1%eth0: het adres geldt maar op een";
    }
    key.of(config_) = *text;
    return std::nullopt;
  }

  Mistake operator()(const Webaddress& key) const {
    const auto text = node_.value_exact<std::string>();
    if (!text) return "moet een https-adres zijn";
    const auto address = boost::urls::parse_absolute_uri(*text);
    if (!address || address->scheme() != "https" || address->host().empty()) return "moet een https-adres zijn";
    key.of(config_) = *text;
    return std::nullopt;
  }

  Mistake operator()(const Loglevel& key) const {
    const auto text = node_.value_exact<std::string>();
    if (!text || std::ranges::find(kLevels, *text) == kLevels.end()) return "moet debug, info, warning of error zijn";
    key.of(config_) = *text;
    return std::nullopt;
  }

  Mistake operator()(const Flag& key) const {
    const auto value = node_.value_exact<bool>();
    if (!value) return "moet true of false zijn";
    key.of(config_) = *value;
    return std::nullopt;
  }

  Mistake operator()(const Port& key) const { return whole_number(key.of, 0, 65535); }
  Mistake operator()(const Number& key) const { return whole_number(key.of, key.min, key.max); }
  Mistake operator()(const Seconds& key) const { return whole_number(key.of, key.min, key.max); }

  Mistake operator()(const InputFile& key) const { return path(key.of, unreadable); }
  Mistake operator()(const OptionalFile& key) const { return path(key.of, unreadable); }

  Mistake operator()(const InputPath& key) const { return path(key.of, anywhere); }
  Mistake operator()(const Folder& key) const { return path(key.of, anywhere); }

  Mistake operator()(const OutputFile& key) const { return path(key.of, in_a_folder); }
  Mistake operator()(const OutputFolder& key) const { return path(key.of, in_a_folder); }

 private:
  static Mistake anywhere(const fs::path& /*path*/) { return std::nullopt; }

  static Mistake in_a_folder(const fs::path& path) {
    std::error_code ignored;
    const auto folder = (path.has_filename() ? path : path.parent_path()).parent_path();
    if (fs::is_directory(folder, ignored)) return std::nullopt;
    return "map " + folder.string() + " bestaat niet";
  }

  template <class T>
  Mistake whole_number(Member<T> member, std::int64_t min, std::int64_t max) const {
    const auto number = node_.value_exact<std::int64_t>();
    if (!number) return "moet een geheel getal zijn";
    if (*number < min || *number > max) {
      return "moet liggen tussen " + std::to_string(min) + " en " + std::to_string(max);
    }
    member(config_) = static_cast<T>(*number);
    return std::nullopt;
  }

  template <class Check>
  Mistake path(Member<fs::path> member, Check check) const {
    const auto text = node_.value_exact<std::string>();
    if (!text || text->empty()) return "moet een pad zijn";
    member(config_) = base_ / *text;
    return check(member(config_));
  }

  const toml::node& node_;
  const fs::path& base_;
  Config& config_;
};

void read_keys(const toml::table& document, const fs::path& base, Config& config, Mistakes& mistakes) {
  for (const Key& key : config_keys()) {
    const auto* table = key.section.empty() ? &document : document[key.section].as_table();
    const auto* node = table == nullptr ? nullptr : table->get(key.name);
    if (node != nullptr) {
      mistakes.add(*node, full_name(key), std::visit(ValueReader(*node, base, config), key.value));
    } else if (is_required(key)) {
      mistakes.add(full_name(key), "ontbreekt (" + std::string(key.uitleg) + ")");
    }
  }
}

bool is_known(std::string_view section, std::string_view name) {
  return std::ranges::any_of(config_keys(), [&](const Key& key) { return key.section == section && key.name == name; });
}

bool is_section(std::string_view name) {
  return !name.empty() && std::ranges::any_of(config_keys(), [&](const Key& key) { return key.section == name; });
}

void refuse_unknown(const toml::table& document, Mistakes& mistakes) {
  for (const auto& [name, node] : document) {
    if (name.str() == kOperatorSection || is_known("", name.str())) continue;
    if (!is_section(name.str())) {
      mistakes.add(node, name.str(), "is geen bekende instelling");
    } else if (const auto* table = node.as_table(); table == nullptr) {
      mistakes.add(node, name.str(), "moet een sectie zijn");
    } else {
      for (const auto& [key, value] : *table) {
        if (is_known(name.str(), key.str())) continue;
        mistakes.add(value, std::string(name.str()) + "." + std::string(key.str()), "is geen bekende instelling");
      }
    }
  }
}

boost::asio::ip::address address_of(const Luisteradres& luisteradres) {
  boost::system::error_code ignored;
  const auto address = boost::asio::ip::make_address(luisteradres.adres, ignored);
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
}

bool share_a_port(const Luisteradres& left, const Luisteradres& right) {
  return left.poort != 0 && left.poort == right.poort;
}

bool collide(const Luisteradres& left, const Luisteradres& right) {
  return share_a_port(left, right) && address_of(left) == address_of(right);
}

/// Whether a socket on the first address may also take the second: the wildcard of IPv6 takes IPv4 as well, unless its
/// socket says otherwise.
bool covers(const Luisteradres& wide, const Luisteradres& narrow) {
  const auto all = address_of(wide);
  return share_a_port(wide, narrow) && all.is_unspecified() && (all.is_v6() || address_of(narrow).is_v4());
}

void check_listeners(const Config& config, Mistakes& mistakes) {
  if (collide(config.data, config.beheer) || collide(config.data, config.observatie) ||
      collide(config.beheer, config.observatie)) {
    mistakes.add("data, beheer en observatie", "moeten elk een eigen adres en poort hebben");
  }
}

/// Remarks on an address that covers another on its port: only sockets of systemd may still tell the two apart.
void remark_listeners(const Config& config, Mistakes& remarks) {
  const std::array<std::pair<std::string, const Luisteradres&>, 3> all{
      {{"data", config.data}, {"beheer", config.beheer}, {"observatie", config.observatie}}};
  for (const auto& [section, wide] : all) {
    for (const auto& [other, narrow] : all) {
      if (section == other || !covers(wide, narrow)) continue;
      remarks.add(section + ".adres", wide.adres + " omvat " + other + ".adres " + narrow.adres +
                                          " op dezelfde poort " + std::to_string(wide.poort) +
                                          "; dat gaat alleen met sockets van systemd die elkaar niet in de weg zitten "
                                          "(BindIPv6Only=ipv6-only)");
    }
  }
}

void check_backup(const Config& config, Mistakes& mistakes) {
  if (config.backup.doel.empty() == config.backup.ontvangers.empty()) return;
  mistakes.add("backup.doel en backup.ontvangers", "horen bij elkaar: geef beide of geen van beide");
}

fs::path without_end(const fs::path& folder) {
  auto plain = folder.lexically_normal();
  return plain.has_filename() ? plain : plain.parent_path();
}

bool is_inside(const fs::path& inner, const fs::path& outer) {
  const auto place = without_end(outer);
  return std::ranges::mismatch(place, without_end(inner)).in1 == place.end();
}

/// Refuses a folder inside another: each of these folders is emptied, read or pruned as if it stood alone.
void check_folders(const Config& config, Mistakes& mistakes) {
  const std::array<std::pair<std::string_view, fs::path>, 4> folders{
      {{"opslag.map", config.opslag.map},
       {"opslag.sleutels", config.opslag.sleutels},
       {"backup.doel", config.backup.doel},
       {"verantwoording.kopie", config.verantwoording.kopie}}};
  for (const auto& [name, folder] : folders) {
    for (const auto& [other, outer] : folders) {
      if (name == other || folder.empty() || outer.empty()) continue;
      if (is_inside(folder, outer)) {
        mistakes.add(name, "moet een map zijn buiten " + std::string(other) + ": " + outer.string());
      }
    }
  }
}

std::vector<std::string> remarks_on(const toml::table& document, const Config& config) {
  Mistakes remarks;
  remark_alike_names(document, remarks);
  remark_listeners(config, remarks);
  remark_output_files(config, remarks);
  return remarks.in_order();
}

}  // namespace

Result<Config, std::vector<std::string>> load_config(const fs::path& file) {
  const auto read = read_toml(file);
  if (!read) return std::vector<std::string>{read.error()};
  const auto& document = *read;
  Config config;
  Mistakes mistakes;
  const auto base = file.has_parent_path() ? file.parent_path() : fs::path(".");
  read_keys(document, base, config, mistakes);
  config.operators = read_operators(document, mistakes);
  refuse_unknown(document, mistakes);
  check_listeners(config, mistakes);
  check_backup(config, mistakes);
  check_folders(config, mistakes);
  check_output_files(file, config, mistakes);
  if (!mistakes.empty()) return mistakes.in_order();
  config.remarks = remarks_on(document, config);
  return config;
}

std::vector<std::string> changed_for_restart(const Config& from, const Config& to) {
  auto left = from;
  auto right = to;
  std::vector<std::string> names;
  for (const Key& key : config_keys()) {
    const bool same = std::visit([&](const auto& value) { return value.of(left) == value.of(right); }, key.value);
    if (key.herstart && !same) names.push_back(full_name(key));
  }
  return names;
}

}  // namespace vish::server
