#include "base/core/pem_text.h"

#include <catch2/catch.hpp>
#include <string>

namespace vish {
namespace {

const std::string kBase64 = "MIIBszCCAVmgAwIBAgIUQ0Fh3yz7c1JkHk0l4x0tq1m9Q2YwCgYIKoZIzj0EAwIw\n";
const std::string kBlock = "-----BEGIN CERTIFICATE-----\n" + kBase64 + "-----END CERTIFICATE-----\n";

TEST_CASE("Blocks with comments around them have no defect") {
  CHECK(pem_defect("").empty());
  CHECK(pem_defect(kBlock + kBlock).empty());
  CHECK(pem_defect("\xEF\xBB\xBF" + kBlock + "\xEF\xBB\xBF" + kBlock).empty());
  CHECK(pem_defect("subject=CN = x\n\n" + kBlock + "Bag Attributes\n    localKeyID: 54 69\n").empty());
  CHECK(pem_defect("# --- BACKEND ---\n-----\n" + kBlock).empty());
  CHECK(pem_defect("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\n" + kBlock).empty());
  CHECK(pem_defect("==========================================\n" + kBlock).empty());
  CHECK(pem_defect("-----BEGIN X509 CRL-----\n" + kBase64 + "-----END X509 CRL-----\n").empty());
  CHECK(pem_defect("-----BEGIN CERTIFICATE-----  \r\n" + kBase64 + "-----END CERTIFICATE----- \r\n\x1A").empty());
}

TEST_CASE("What a reader of PEM skips in silence is a defect, with its line") {
  const std::string border = "heeft op regel 4 een beschadigde regel BEGIN of END";
  for (const auto* damaged : {"----BEGIN CERTIFICATE-----", " -----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFI",
                              "-----BEGIN", "-----B", "-----BEGINCERTIFICATE-----", "-----END CERTIFICATE-----",
                              "-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----"}) {
    CHECK(pem_defect(kBlock + damaged) == border);
  }
  CHECK(pem_defect("\n\xEF\xBB\xBF" + kBlock) == "heeft op regel 2 een beschadigde regel BEGIN of END");
  const std::string part = "heeft op regel 4 een deel van een blok, zonder zijn regel BEGIN";
  for (const auto* before : {"", "  ", "> ", "\t"}) CHECK(pem_defect(kBlock + before + kBase64) == part);
  CHECK(pem_defect(kBlock + "-----BEGIN CERTIFICATE-----\n" + kBase64) ==
        "heeft op regel 4 een blok dat niet wordt afgesloten");
  CHECK(pem_defect(kBlock + "0\x82\x01\x03\x30") == "heeft op regel 4 bytes die geen tekst zijn");
  CHECK(pem_defect("-----BEGIN PKCS7-----\n" + kBase64) ==
        "heeft op regel 1 een blok van een soort die hier niet wordt gelezen: PKCS7");
}

}  // namespace
}  // namespace vish
