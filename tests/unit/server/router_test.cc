#include "server/message/router.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace vish::server {
namespace {

using Names = std::vector<std::string>;

std::string path_of(std::string_view target) {
  Request request;
  return parse_target(target, false, request) ? request.path : "-";
}

std::vector<std::pair<std::string, std::string>> query_of(std::string_view target) {
  Request request;
  REQUIRE(parse_target(target, false, request));
  return request.query;
}

Names wrong(const std::vector<Parameter>& known, std::string_view query) {
  Request request;
  REQUIRE(parse_target("/v1/x?" + std::string(query), false, request));
  Names names;
  for (const auto& finding : query_findings(known, request)) names.push_back(finding.name + " " + finding.code);
  return names;
}

TEST_CASE("a target may name its server, which is not looked at") {
  for (const auto* target : {"/v1/matches", "https://vish.voorbeeld.nl/v1/matches", "https://127.0.0.1:8443/v1/matches",
                             "HTTPS://VISH/v1/matches", "http://[::1]:9464/v1/matches"}) {
    INFO(target);
    CHECK(path_of(target) == "/v1/matches");
  }
  Request request;
  CHECK(parse_target("https://vish", true, request));
  CHECK(request.segments == Names{""});
}

TEST_CASE("a target names a server, and over TLS it is one of https") {
  for (const auto* target : {"https://vish:65536/", "https://vish:x/", "https://[::1%25lo]/", "https://a%62/",
                             "https://[::1]x/", "https://a,b/", "http:///", "https://@vish/"}) {
    INFO(target);
    CHECK(path_of(target) == "-");
  }
  Request request;
  CHECK(parse_target("HTTPS://vish:1/", true, request));
  CHECK_FALSE(parse_target("http://vish:1/", true, request));
  CHECK_FALSE(parse_target("HTTP://vish/", true, request));
}

TEST_CASE("what is neither a path nor an address of the web is no target") {
  for (const auto* target : {"*", "vish:443", "v1/matches", "ftp://vish/v1/matches", "https:///v1/matches",
                             "https://u@vish/v1/matches", "https://vish:x/", "/%zz"}) {
    INFO(target);
    CHECK(path_of(target) == "-");
  }
}

TEST_CASE("of a path or a query with parts without end only the first hundred are kept") {
  constexpr std::size_t kMost = 100;
  constexpr std::size_t kMany = 5000;
  std::string path;
  std::string query = "/a?";
  for (std::size_t i = 0; i < kMany; ++i) {
    path += "/a";
    query += "a&";
  }
  for (const auto& target : {path, path + "?b"}) {
    Request request;
    REQUIRE(parse_target(target, false, request));
    CHECK(request.segments.size() == kMost);
  }
  CHECK(query_of(query).size() == kMost);
}

TEST_CASE("an empty query has no parameters") {
  for (const auto* target : {"/a", "/a?", "/a?&", "/a?&&", "https://vish/a?"}) {
    INFO(target);
    CHECK(query_of(target).empty());
  }
  CHECK(query_of("/a?b").size() == 1);
  CHECK(query_of("/a?&b=1&").size() == 1);
  CHECK(query_of("/a?=").size() == 1);
}

const Parameter kLimiet{"limiet", Parameter::Kind::word};
const Parameter kNa{"na", Parameter::Kind::word};

TEST_CASE("a route refuses the parameters that it does not know, and repeats no name of them") {
  CHECK(wrong({}, "").empty());
  CHECK(wrong({kLimiet, kNa}, "na=1&limiet=2").empty());
  CHECK(wrong({kLimiet}, "limiet=1&na=2&x") == Names(2, "query unknownParam"));
  CHECK(wrong({kLimiet}, "limiet=1&limiet=1") == Names{"limiet value"});
  CHECK(wrong({}, "999990019=1") == Names{"query unknownParam"});
  CHECK(wrong({}, "=1") == Names{"query unknownParam"});
}

TEST_CASE("a value is of the kind that its parameter was declared with") {
  const std::vector<Parameter> every{{"limiet", Parameter::Kind::number, 1, 100}, {"na", Parameter::Kind::uuid},
                                     {"laatste", Parameter::Kind::flag},          {"van", Parameter::Kind::periode},
                                     {"actor", Parameter::Kind::search},          {"status", Parameter::Kind::word}};
  for (const auto* good :
       {"limiet=1", "limiet=100", "na=0199c1f0-7a3e-7c11-8000-1234567890ab", "laatste=true", "laatste=false",
        "van=2026-07-01", "van=2026-07-01T10:00:00Z", "actor=j.jansen", "status=", "status=wat+dan+ook"}) {
    INFO(good);
    CHECK(wrong(every, good).empty());
  }
  for (const auto& [bad, finding] :
       std::vector<std::pair<std::string, std::string>>{{"limiet=0", "limiet value"},
                                                        {"limiet=101", "limiet value"},
                                                        {"limiet=", "limiet value"},
                                                        {"limiet=1x", "limiet value"},
                                                        {"limiet=-1", "limiet value"},
                                                        {"na=1", "na pattern"},
                                                        {"na=0199C1F0-7A3E-7C11-8000-1234567890AB", "na pattern"},
                                                        {"laatste=ja", "laatste value"},
                                                        {"van=2026-02-30", "van pattern"},
                                                        {"actor=", "actor minLength"},
                                                        {"actor=999990019", "actor value"},
                                                        {"actor=%E2%80%8Bx", "actor pattern"},
                                                        {"actor=" + std::string(257, 'x'), "actor maxLength"}}) {
    INFO(bad);
    CHECK(wrong(every, bad) == Names{finding});
  }
}

TEST_CASE("all that is wrong with a query is told at once") {
  const std::vector<Parameter> known{{"limiet", Parameter::Kind::number, 1, 100}, {"na", Parameter::Kind::uuid}};
  CHECK(wrong(known, "na=1&limiet=0&x") == Names{"query unknownParam", "limiet value", "na pattern"});
}

TEST_CASE("of ever so many wrong parameters the first twenty are told") {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "p&";
  CHECK(wrong({}, many) == Names(20, "query unknownParam"));
  CHECK(wrong({{"p", Parameter::Kind::word}}, many) == Names(20, "p value"));
}

}  // namespace
}  // namespace vish::server
