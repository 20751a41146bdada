#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "vishctl/client/table.h"

namespace vish::vishctl {

/// A JSON value, such as an answer of the server or the body of a request.
using Json = nlohmann::json;

/// One value of an answer as a person sees it.
struct Field {
  std::string_view title;
  std::string_view pointer;  ///< JSON pointer within the resource
  Align align = Align::left;
};

/// The form in which a kind of resource is shown.
struct View {
  std::string_view list;           ///< property that holds the resources in a list answer
  std::string_view none;           ///< the sentence about an empty list
  std::span<const Field> columns;  ///< the columns of a list
  std::span<const Field> facts;    ///< the facts of one resource
  std::string_view table = {};     ///< property of one resource that is a list itself
  std::span<const Field> table_columns = {};
  std::string (*note)(const Json& resource) = nullptr;  ///< returns the lines behind it, or an empty text
};

/// Returns a list answer as a table, with the way to the next page where there is one.
std::string show_list(const Json& answer, const View& view);
/// Returns one resource as facts, followed by its own table where it has one.
std::string show_one(const Json& resource, const View& view);

extern const View kOrganisatieView;
extern const View kLeverancierView;
extern const View kAansluitingView;
extern const View kBevragerView;
extern const View kAanleveringView;
extern const View kVerschilView;
extern const View kConvenantpartnerView;
extern const View kOperatorView;
extern const View kAuditregelView;
extern const View kSleutelView;
extern const View kSleutelgebruikView;
extern const View kBackupView;
extern const View kVerzoekView;
/// Shows a request that waits no more.
extern const View kVerzoekIngetrokkenView;

}  // namespace vish::vishctl
