#include "promises.h"

#include <algorithm>
#include <future>
#include <memory>

#include "base/core/uuid.h"

namespace vish::test {
namespace {

proto::Auditregel line_of(const std::string& match_id, std::uint64_t number) {
  proto::Auditregel line;
  line.tijdstip = moment(1) + std::chrono::milliseconds(number % 1000);
  line.handeling = vish::proto::Handeling::bevraging;
  line.actor = kDeurwaarder.text();
  line.uitkomst = number % 2 == 0 ? vish::proto::Uitkomst::match : vish::proto::Uitkomst::geenMatch;
  line.match_id = match_id;
  line.bevrager_id = match_id;
  line.doel = vish::proto::Doel::beslag;
  line.kenmerk = "dossier " + std::to_string(number);
  line.persoon_pseudoniem = std::string(16, 'a') + std::to_string(1'000'000'000'000'000 + number % 1'000'000);
  return line;
}

/// Waits for all; whether each was taken before the power was cut.
std::vector<bool> append(storage::Store& store, const Disk& disk,
                         const std::vector<std::vector<proto::Auditregel>>& entries) {
  std::vector<std::future<bool>> answers;
  for (const auto& regels : entries) {
    const auto promise = std::make_shared<std::promise<bool>>();
    answers.push_back(promise->get_future());
    std::vector<storage::Auditboeking> boekingen;
    boekingen.push_back({{regels, std::nullopt}, [promise, &disk](const Stored<void>& stored) {
                           promise->set_value(stored.has_value() && !disk.is_cut());
                         }});
    store.audit().append(std::move(boekingen));
  }
  std::vector<bool> taken;
  for (auto& answer : answers) taken.push_back(answer.get());
  return taken;
}

}  // namespace

void Questions::ask(storage::Store& store, const Disk& disk, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  while (!disk.is_cut()) {
    std::vector<Lines> entries(1 + random() % 6);
    for (auto& regels : entries) {
      const auto match_id = new_uuid7();
      for (auto count = 1 + random() % 4; count > 0; --count) regels.push_back(line_of(match_id, random()));
    }
    const auto taken = append(store, disk, entries);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      acknowledged_ += taken[i] ? 1U : 0U;
      const auto match_id = *entries[i].front().match_id;
      asked_[match_id] = {std::move(entries[i]), taken[i]};
    }
  }
}

Questions::Log Questions::read(storage::Store& store, std::uint64_t after) const {
  Log log;
  const auto size = store.audit().size();
  constexpr std::size_t kPage = 10'000;
  while (after < size) {
    const auto page = store.audit().list({.match_id = {}, .na = after, .limiet = kPage});
    if (!page) throw Loss("the audit log cannot be read: " + page.error().message);
    if (page->regels.empty()) throw Loss("the audit log ends before its last number");
    for (auto regel : page->regels) {
      if (regel.volgnummer != ++after) throw Loss("an audit line is missing: " + std::to_string(after));
      regel.volgnummer = 0;
      if (regel.match_id) log[*regel.match_id].push_back(std::move(regel));
    }
  }
  return log;
}

void Questions::check(storage::Store& store) {
  if (store.audit().size() < checked_) throw Loss("the audit log became shorter");
  auto log = read(store, checked_);
  for (auto& [match_id, asked] : asked_) {
    const auto found = log.find(match_id);
    if (found == log.end() && asked.acknowledged) throw Loss("an acknowledged question is not in the audit log");
    if (found != log.end() && found->second != asked.regels) throw Loss("a question is in the audit log in part");
  }
  for (const auto& [match_id, regels] : log) {
    if (!asked_.contains(match_id)) throw Loss("the audit log has a question twice, or one that nobody asked");
  }
  seen_.merge(log);
  asked_.clear();
  checked_ = store.audit().size();
}

void Questions::check_all(storage::Store& store) {
  if (read(store, 0) != seen_) throw Loss("the audit log is not what it was");
}

Source::Delivery Source::next(std::mt19937_64& random) {
  const auto kenmerk = "L" + std::to_string(++number_);
  Delivery delivery{{}, in_force_.kenmerken};
  // So many change that a large set goes into table files.
  const bool all = people_.size() > 1000;
  for (auto& each : delivery.kenmerken) {
    const auto what = random() % 4;
    if (all || what == 0) each = kenmerk;
    if (!all && what == 1) each.clear();
  }
  delivery.kenmerken[random() % people_.size()] = kenmerk;
  if (delivery.kenmerken[0].empty()) delivery.kenmerken[0] = kenmerk;  // that nobody is left would be held
  return delivery;
}

std::string Source::file(const Delivery& delivery) const {
  std::vector<Regel> regels;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (delivery.kenmerken[i].empty()) continue;
    regels.push_back(regel(people_[i]));
    regels.back().kenmerk = delivery.kenmerken[i];
  }
  return dagbestand(regels);
}

void Source::deliver(Opslag& opslag, const Disk& disk, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  while (!disk.is_cut()) {
    in_flight_ = next(random);
    const auto result = need(opslag.deliver(dag(2), file(*in_flight_), code_));
    if (disk.is_cut()) return;
    in_force_ = *std::exchange(in_flight_, std::nullopt);
    in_force_.id = result.rapport.aanlevering_id;
    reports_.push_back(result.rapport);
    ++acknowledged_;
  }
}

void Source::check_reports(Opslag& opslag) {
  for (const auto& rapport : std::exchange(reports_, {})) {
    const auto found = need(opslag.store->leveringen().find(rapport.aanlevering_id));
    if (!found) throw Loss("the report of an acknowledged delivery is not there");
    if (*found != rapport) throw Loss("the report of an acknowledged delivery is another one");
  }
}

void Source::check(Opslag& opslag, std::size_t stride) {
  check_reports(opslag);
  const auto id = opslag.store->stand()->aansluiting(code_)->levering.aanlevering_id;
  const auto newest =
      need(opslag.store->leveringen().list({.aansluitcode = code_, .status = {}, .na = {}, .limiet = 1})).rapporten;
  if ((newest.empty() ? "" : newest.front().aanlevering_id) != id) {
    throw Loss("the newest report is not of what is in force");
  }
  if (id != in_force_.id) {
    if (!in_flight_) throw Loss("a delivery that nobody sent is in force, or an acknowledged one is not");
    in_force_ = *std::move(in_flight_);
    in_force_.id = id;
  }
  in_flight_.reset();
  for (std::size_t i = 0; i < people_.size(); i += stride) {
    const auto found = opslag.find(people_[i]);
    const auto& kenmerk = in_force_.kenmerken[i];
    const bool right = kenmerk.empty() ? found.empty() : found.size() == 1 && found.front().kenmerk == kenmerk;
    if (!right) throw Loss("a delivery is in force in part");
  }
}

}  // namespace vish::test
