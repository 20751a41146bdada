#include "proto/json/strict_json.h"

#include <catch2/catch.hpp>
#include <string>

using vish::proto::InvalidParam;
using vish::proto::StrictDocument;

namespace {

/// The findings on a document of which only `bekend` may be there.
std::vector<InvalidParam> findings(const std::string& text) {
  StrictDocument document(text);
  document.root().optional("bekend");
  return document.close();
}

/// The only finding, as "name code".
std::string finding(const std::string& text) {
  const auto all = findings(text);
  INFO(text);
  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].reason.empty());
  return all[0].name + " " + all[0].code;
}

/// The finding that reading the member `x` with `read` leads to, as "name code".
template <class Read>
std::string refusal(const std::string& value, Read read) {
  const auto text = R"({"x":)" + value + "}";
  StrictDocument document(text);
  read(document.root().required("x"));
  const auto all = document.close();
  INFO(text);
  REQUIRE(all.size() <= 1);
  return all.empty() ? "" : all[0].name + " " + all[0].code;
}

std::string nested(std::size_t depth) {
  return R"({"bekend":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

}  // namespace

TEST_CASE("Text that is no JSON is one finding without a name") {
  for (const auto* text : {"", "{", "{}{}", "{\"bekend\":1,}", "{'bekend':1}", "{\"bekend\":nul}", "// {}\n{}",
                           "{\"bekend\":01}", "{\"bekend\":\"\\ud800\"}", "{\"bekend\":1e999}", "{\"a\":1,\"a\":2"}) {
    CHECK(finding(text) == " json");
  }
}

TEST_CASE("A byte order mark, and whatever follows a byte 0, are no JSON") {
  CHECK(finding("\xEF\xBB\xBF{}") == " json");
  CHECK(finding(std::string("{}\0", 3)) == " json");
  CHECK(finding(std::string("{}\0{", 4)) == " json");
  CHECK(finding(std::string("{\"bekend\":\"\0\"}", 14)) == " json");
}

TEST_CASE("A string that is not UTF-8 makes the document unreadable") {
  for (const auto* bytes : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xe2\x82", "\xf4\x90\x80\x80"}) {
    CHECK(finding(std::string(R"({"bekend":")") + bytes + "\"}") == " json");
  }
}

TEST_CASE("A document that is no object has the wrong type") {
  for (const auto* text : {"null", "[]", "1", "\"bekend\"", "true"}) CHECK(finding(text) == " type");
}

TEST_CASE("Nesting is accepted to a depth of eight") {
  CHECK(findings(nested(8)).empty());
  CHECK(finding(nested(9)) == " json");
  CHECK(finding(nested(30'000)) == " json");
}

TEST_CASE("A document may be as long as the limit and not a byte longer") {
  const std::string text = "{}";
  CHECK(StrictDocument(text, 2).close().empty());
  const auto all = StrictDocument(text, 1).close();
  REQUIRE(all.size() == 1);
  CHECK(all[0].code == "maxLength");
}

TEST_CASE("A doubled property is named with its path") {
  CHECK(finding(R"({"bekend":1,"bekend":1})") == "bekend value");
  CHECK(finding(R"({"bekend":{"a":1,"b":2,"a":3}})") == "bekend.a value");
  CHECK(finding(R"({"bekend":[{},{"a":[],"a":{}}]})") == "bekend[1].a value");
}

TEST_CASE("An unknown property is named") { CHECK(finding(R"({"onbekend":{"bekend":1}})") == "onbekend unknownParam"); }

TEST_CASE("The name of an unknown property cannot carry a BSN, markup or a long text into the answer") {
  CHECK(finding(R"({"999990408":1})") == "(onbekend) unknownParam");
  CHECK(finding(R"({"bsn 999.990.408":1})") == "(onbekend) unknownParam");
  CHECK(finding(R"({"9999904":1})") == "9999904 unknownParam");
  CHECK(finding(R"({"":1})") == "(onbekend) unknownParam");
  CHECK(finding(R"({"<b>é\n":1})") == "?b???? unknownParam");
  CHECK(finding(R"({")" + std::string(50, 'a') + R"(":1})") == std::string(40, 'a') + " unknownParam");
}

TEST_CASE("The number of findings is bounded") {
  std::string text = "{";
  for (int i = 0; i < 500; ++i) text += R"("p)" + std::to_string(i) + R"(":1,)";
  text.back() = '}';
  CHECK(findings(text).size() == StrictDocument::kMaxFindings);
}

TEST_CASE("A missing required member is reported and a missing optional one is not") {
  StrictDocument document(R"({"leeg":{}})");
  auto& root = document.root();
  CHECK_FALSE(root.required("verplicht").string().has_value());
  CHECK_FALSE(root.optional("vrij").string().has_value());
  root.required("leeg").object().required("x");
  CHECK(root.optional("afwezig").object().required("x").string() == std::nullopt);
  const auto all = document.close();
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "verplicht");
  CHECK(all[0].code == "required");
  CHECK(all[1].name == "leeg.x");
}

TEST_CASE("Null is a value of the wrong type, also for an optional member") {
  StrictDocument document(R"({"x":null})");
  document.root().optional("x").string();
  const auto all = document.close();
  REQUIRE(all.size() == 1);
  CHECK(all[0].code == "type");
}

TEST_CASE("Text is measured in characters") {
  const auto read = [](const auto& value) { value.text(2, 3); };
  CHECK(refusal(R"("a")", read) == "x minLength");
  CHECK(refusal(R"("ab")", read).empty());
  CHECK(refusal(R"("é€😀")", read).empty());
  CHECK(refusal(R"("abcd")", read) == "x maxLength");
  CHECK(refusal("7", read) == "x type");
}

TEST_CASE("Text holds no control characters and more than spaces") {
  const auto read = [](const auto& value) { value.text(1, 9); };
  for (const auto* value : {R"("a\n")", R"("\u0000")", R"("a\u007f")", R"("\u0085b")", "\"   \""}) {
    CHECK(refusal(value, read) == "x pattern");
  }
  CHECK(refusal(R"("\u00a0é a")", read).empty());
}

TEST_CASE("A number is whole and within its range") {
  const auto read = [](const auto& value) { value.number(100); };
  CHECK(refusal("0", read).empty());
  CHECK(refusal("100", read).empty());
  CHECK(refusal("101", read) == "x value");
  CHECK(refusal("-1", read) == "x value");
  CHECK(refusal("1.5", read) == "x type");
  CHECK(refusal("99999999999999999999999", read) == "x type");
  CHECK(refusal("\"1\"", read) == "x type");
}

TEST_CASE("A boolean is neither a number nor a text") {
  const auto read = [](const auto& value) { value.boolean(); };
  CHECK(refusal("true", read).empty());
  CHECK(refusal("1", read) == "x type");
  CHECK(refusal("\"true\"", read) == "x type");
}

TEST_CASE("A date is a real day in ISO order") {
  const auto read = [](const auto& value) { value.datum(); };
  CHECK(refusal(R"("2024-02-29")", read).empty());
  CHECK(refusal(R"("2023-02-29")", read) == "x pattern");
  CHECK(refusal(R"("29-02-2024")", read) == "x pattern");
  CHECK(refusal("20240229", read) == "x type");
}

TEST_CASE("Elements of a list are named by their index") {
  StrictDocument document(R"({"x":["a",1,"b",{}]})");
  for (const auto& element : document.root().required("x").list(1, 4)) element.string();
  const auto all = document.close();
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "x[1]");
  CHECK(all[1].name == "x[3]");
}

TEST_CASE("A list that is too short or too long is reported once and not read") {
  const auto read = [](const auto& value) { CHECK(value.list(1, 2).empty()); };
  CHECK(refusal("[]", read) == "x minItems");
  CHECK(refusal("[1,2,3]", read) == "x maxItems");
  CHECK(refusal("{}", read) == "x type");
}
