#include "vishctl/client/command_session.h"

#include <iostream>
#include <ostream>
#include <thread>

#include "base/core/progress.h"
#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

constexpr int kIndent = 2;

/// Returns how far the work is; an empty object when the server does not tell.
Json passed_of(const Longwork& work, const Answer* answer) {
  const auto json = answer == nullptr ? Json() : Json::parse(answer->body, nullptr, false);
  const Json::json_pointer pointer(work.pointer);
  return json.is_object() && json.contains(pointer) ? json[pointer] : Json::object();
}

void show_work(ProgressLine& line, const Longwork& work, const Answer* answer) {
  const auto passed = passed_of(work, answer);
  line.show(work.step, passed.value("gedaanBytes", std::uint64_t{0}), passed.value("totaalBytes", std::uint64_t{0}));
}

/// Returns a body as text; refuses one with an argument that is no text.
std::string text_of(const Json& body) {
  try {
    return body.is_null() ? "" : body.dump();
  } catch (const Json::type_error&) {
    throw Failure(ExitCode::wrong_usage, "een van de waarden is geen geldige UTF-8");
  }
}

constexpr unsigned kTooMany = 429;

/// Asks again each second while the server says that this operator asks too often, as it may in a search of many pages.
template <class Ask>
Answer at_the_pace_of_the_server(const Ask& ask) {
  constexpr int kMostTries = 10;
  auto answer = ask();
  for (int tries = 1; answer.status == kTooMany && tries < kMostTries; ++tries) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    answer = ask();
  }
  return answer;
}

bool is_success(unsigned status) { return status >= 200 && status < 300; }

}  // namespace

std::string refusal_text(unsigned status, const Json& problem) {
  if (!problem.is_object()) return "de server antwoordde met " + std::to_string(status);
  std::string text;
  for (const auto& param : problem.value("invalidParams", Json::array())) {
    const auto name = printable(param.value("name", ""));
    text += (text.empty() ? "" : "\n") + name + (name.empty() ? "" : ": ") + printable(param.value("reason", ""));
  }
  return text.empty() ? printable(problem.value("detail", problem.value("title", ""))) : text;
}

Json read_answer(const Answer& answer) {
  const auto json = Json::parse(answer.body, nullptr, false);
  if (!is_success(answer.status)) throw Failure(ExitCode::refused, refusal_text(answer.status, json));
  if (!answer.body.empty() && json.is_discarded()) {
    throw Failure(ExitCode::no_connection, "de server antwoordde niet in JSON: is dit het beheeradres van vishd?");
  }
  return answer.body.empty() ? Json(nullptr) : json;
}

Json Session::request(Method method, const std::string& target, const Json& body) const {
  const auto connection = resolve_connection(options);
  const auto text = text_of(body);
  return read_answer(at_the_pace_of_the_server([&] { return call(connection, method, target, text); }));
}

Json Session::wait_for(const Longwork& work, Method method, const std::string& target, const Json& body,
                       std::chrono::seconds deadline) const {
  ProgressLine line;
  const Meanwhile meanwhile{work.target, [&](const Answer* answer) { show_work(line, work, answer); }};
  return read_answer(call(resolve_connection(options), method, target, text_of(body), kJsonAnswer, deadline,
                          line.is_seen() ? &meanwhile : nullptr));
}

std::string Session::file(const std::string& target, const std::string& mediatype) const {
  auto answer = call(resolve_connection(options), Method::get, target, "", mediatype);
  if (is_success(answer.status)) return std::move(answer.body);
  throw Failure(ExitCode::refused, refusal_text(answer.status, Json::parse(answer.body, nullptr, false)));
}

void Session::list(const std::string& target, const View& view) const { show_all(request(Method::get, target), view); }

void Session::show_all(const Json& answer, const View& view) const {
  out << (as_json ? answer.dump(kIndent) + "\n" : show_list(answer, view));
}

void Session::one(Method method, const std::string& target, const View& view, const Json& body) const {
  const auto answer = request(method, target, body);
  if (answer.is_null() && !as_json) {
    out << "Gelukt; er is niets van overgebleven.\n";
    return;
  }
  show(answer, view);
}

void Session::show(const Json& resource, const View& view) const {
  out << (as_json ? resource.dump(kIndent) + "\n" : show_one(resource, view));
}

void Session::confirm(const std::string& question) const {
  err << question << " [j/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "j" && answer != "ja") throw Failure(ExitCode::wrong_usage, "niet doorgevoerd");
}

}  // namespace vish::vishctl
