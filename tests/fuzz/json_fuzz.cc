// Reads an input as the body of a request, and demands that it is refused with
// findings or gives a value that keeps the promises of its header and comes
// back from its own JSON. The first byte names the kind of request.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/demand.h"
#include "proto/json/rapport.h"
#include "proto/messages/auditregel.h"
#include "proto/messages/bevraging.h"
#include "proto/messages/inzage.h"
#include "proto/registry/operator.h"
#include "proto/registry/parties.h"
#include "proto/registry/registerbestand.h"
#include "proto/terms/bsn_in_text.h"

namespace vish::fuzz {
namespace {

using namespace proto;

constexpr Tijdstip kNow{std::chrono::milliseconds(1'764'489'600'000)};

void check(const std::vector<InvalidParam>& findings) {
  demand(!findings.empty(), "a refusal has a finding");
  for (const auto& finding : findings) {
    demand(!finding.code.empty() && !finding.reason.empty(), "a finding says what is wrong");
    demand(!holds_some_bsn(finding.reason), "a finding holds no number of a person");
  }
}

/// What is refused has findings; what is not comes back from its record.
template <class Value, class Read>
void check_record(const Checked<Value>& value, const Read& read_back) {
  if (!value) return check(value.error());
  const auto again = read_back(to_record(*value));
  demand(again && *again == *value, "a record comes back from its record");
}

template <class Value>
void check_request(const Value& value) {
  if (!value) check(value.error());
}

void read_bevraging(std::string_view body) {
  const auto question = bevraging_from_json(body);
  if (!question) return check(question.error());
  const auto& bsns = question->burgerservicenummers;
  demand(!bsns.empty() && bsns.size() <= Bevraging::kMaxBsns, "a question names 1 to 20 persons");
  for (std::size_t i = 0; i < bsns.size(); ++i) {
    demand(Bsn::parse(bsns[i].digits()).has_value(), "each of them has a number that passes the elfproef");
    demand(!holds_bsn(question->kenmerk, bsns[i]), "the kenmerk holds no number that is asked");
    for (std::size_t j = 0; j < i; ++j) demand(!(bsns[i] == bsns[j]), "each person is asked once");
  }
}

void read_inzage(std::string_view body) {
  const auto question = inzagevraag_from_request(body);
  if (!question) return check(question.error());
  demand(!holds_bsn(question->reden, question->burgerservicenummer), "the reason does not hold the number");
}

constexpr std::array kKinds{
    +[](std::string_view body) { read_bevraging(body); },
    +[](std::string_view body) { read_inzage(body); },
    +[](std::string_view body) { check_record(organisatie_from_request(body, kNow), organisatie_from_record); },
    +[](std::string_view body) { check_record(aansluiting_from_request(body, kNow), aansluiting_from_record); },
    +[](std::string_view body) { check_record(bevrager_from_request(body, kNow), bevrager_from_record); },
    +[](std::string_view body) { check_record(convenantpartner_from_request(body), convenantpartner_from_record); },
    +[](std::string_view body) { check_record(operator_from_request(body, kNow), operator_from_record); },
    +[](std::string_view body) { check_request(organisatiewijziging_from_request(body)); },
    +[](std::string_view body) { check_request(instelwijziging_from_request(body)); },
    +[](std::string_view body) { check_request(bevragerwijziging_from_request(body)); },
    +[](std::string_view body) { check_request(convenantwijziging_from_request(body)); },
    +[](std::string_view body) { check_request(operatorwijziging_from_request(body)); },
    +[](std::string_view body) { check_request(fasewisseling_from_request(body)); },
    +[](std::string_view body) { check_request(sleutelwissel_from_request(body)); },
    +[](std::string_view body) { check_request(reden_from_request(body)); },
    +[](std::string_view body) { check_request(exportformaat_from_request(body)); },
    +[](std::string_view body) { check_request(registerimport_from_request(body, kNow)); },
    +[](std::string_view body) {
      const auto rapport = rapport_from_record(body);
      if (rapport) demand(rapport_from_record(to_record(*rapport)) == rapport, "a report comes back from its record");
    },
};

}  // namespace
}  // namespace vish::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vish::fuzz;
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  kKinds.at(data[0] % kKinds.size())(input.substr(1));
  return 0;
}
