#include "server/observe/installatie_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <utility>

#include "server/observe/family.h"
#include "server/rules/disks.h"
#include "server/rules/geldigheid.h"
#include "server/rules/proef.h"
#include "server/rules/version.h"

namespace vish::server {
namespace {

using Families = std::vector<prometheus::MetricFamily>;

void add_gauge(Families& families, std::string name, std::string help, double value,
               std::vector<prometheus::ClientMetric::Label> labels = {}) {
  auto family = gauge_family(std::move(name), std::move(help));
  family.metric.push_back(gauge_value(std::move(labels), value));
  families.push_back(std::move(family));
}

double seconds(const timeval& time) {
  return std::chrono::duration<double>(std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec))
      .count();
}

/// Returns the processor time of all threads, in seconds.
double used_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Returns the resident memory; /proc/self/statm (proc(5)) holds the size and the resident part in pages.
double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Adds the metrics of the process, under the names of every Prometheus client library.
void add_process(Families& families, Tijdstip started) {
  auto cpu =
      prometheus::MetricFamily{"process_cpu_seconds_total", "Processor time used", prometheus::MetricType::Counter, {}};
  cpu.metric.emplace_back().counter.value = used_time();
  families.push_back(std::move(cpu));
  add_gauge(families, "process_resident_memory_bytes", "Memory in use", resident_bytes());
  add_gauge(families, "process_start_time_seconds", "When the process started",
            std::chrono::duration<double>(started.time_since_epoch()).count());
}

void add_disks(Families& families, const Config& config) {
  auto size = gauge_family("vish_disk_size_bytes", "Size of a disk that every answer needs");
  auto free = gauge_family("vish_disk_free_bytes", "Free space on that disk");
  auto watermark = gauge_family("vish_disk_watermark_bytes", "Below this much free space nothing is written");
  for (const auto& disk : disks(config)) {
    size.metric.push_back(gauge_value({{"disk", disk.naam}}, static_cast<double>(disk.totaal)));
    free.metric.push_back(gauge_value({{"disk", disk.naam}}, static_cast<double>(disk.vrij)));
    watermark.metric.push_back(gauge_value({{"disk", disk.naam}}, static_cast<double>(disk.grens)));
  }
  for (auto* family : {&size, &free, &watermark}) families.push_back(std::move(*family));
}

/// Adds the metrics of the last backup; without a backup they are absent, on which an alert exists.
void add_backup(Families& families, const App& app) {
  const auto last = app.last_backup.load();
  if (!last) return;
  add_gauge(families, "vish_backup_last_success_timestamp_seconds", "When the last backup was made",
            std::chrono::duration<double>(last->gemaakt_op.time_since_epoch()).count());
  add_gauge(families, "vish_backup_size_bytes", "Size of the last backup", static_cast<double>(last->bytes));
}

void add_validity(Families& families, const Trust& trust, std::time_t server) {
  auto certificates =
      gauge_family("vish_certificate_not_after_timestamp_seconds", "When a certificate that is in use expires");
  auto lists =
      gauge_family("vish_crl_next_update_timestamp_seconds", "When the revocation list in force of a CA is overdue");
  for (const auto& geldigheid : geldigheden(trust, server)) {
    if (!geldigheid.verloopt_op) continue;
    const auto moment = std::chrono::duration<double>(geldigheid.verloopt_op->time_since_epoch()).count();
    if (geldigheid.soort == proto::Geldigheid::Soort::intrekkingslijst) {
      lists.metric.push_back(gauge_value({{"issuer", geldigheid.naam}}, moment));
    } else {
      certificates.metric.push_back(
          gauge_value({{"use", std::string(to_text(geldigheid.soort))}, {"subject", geldigheid.naam}}, moment));
    }
  }
  families.push_back(std::move(certificates));
  families.push_back(std::move(lists));
}

}  // namespace

std::vector<prometheus::MetricFamily> installatie_families(const App& app) {
  Families families;
  add_gauge(families, "vish_build_info", "1, with the version of this program", 1,
            {{"version", std::string(version())}});
  add_gauge(families, "vish_proof", "1 when the configuration declares the installation a proof",
            app.instellingen.now()->proef ? 1 : 0);
  add_gauge(families, "vish_test_in_production", "What belongs to tests and stands in productie; status says what",
            static_cast<double>(test_in_productie(*app.instellingen.now(), *app.store.stand(), app.trust).size()));
  add_process(families, app.started);
  add_disks(families, *app.instellingen.now());
  add_backup(families, app);
  add_validity(families, app.trust, app.certificate_expires);
  return families;
}

}  // namespace vish::server
