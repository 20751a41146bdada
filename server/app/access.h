#pragma once

#include <memory>
#include <string>

#include "server/app/app.h"

namespace vish::server {

/// Returns the OIN of the caller; refuses (403) a certificate that does not hold exactly one.
const proto::Oin& require_oin(const Request& request);

/// Returns the aansluiting that the path names. Refuses a party that no aansluiting knows (403); any other party gets
/// the same 404 for an aansluiting that is not its own as for one that does not exist.
std::shared_ptr<const storage::AansluitingState> require_aansluiting(const storage::Stand& stand,
                                                                     const Request& request, const std::string& code);

/// Refuses (403) an aansluiting in a phase in which it takes no deliveries.
void require_delivering_phase(const proto::Aansluiting& aansluiting);

/// Cuts off every delivery whose aansluiting takes no more deliveries, or none from this party. Call this after each
/// change of the registry.
void cut_uploads_without_rights(App& app);

/// A Leverhandler is a Handler for a party that delivers for the aansluiting that the path names first.
using Leverhandler = Awaitable<Response> (*)(App&, Exchange&, const storage::AansluitingState&);

/// Makes a route for the parties that deliver for the aansluiting that its pattern names first. Refuses any other party
/// before the handler runs, as require_aansluiting() does.
Route aanleveraar_route(http::verb method, std::string pattern, Leverhandler handler, Terms terms = {});

/// Reads the peildatum in the path; refuses (400) a text that is no day.
Datum require_peildatum(const std::string& text);

/// Returns the bevrager that the caller is; refuses (403) a caller that is none, or that is in a phase in which it may
/// not ask.
const proto::Bevrager& require_bevrager(const storage::Stand& stand, const Request& request);

}  // namespace vish::server
