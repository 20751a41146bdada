#pragma once

#include <memory>
#include <string>

#include "server/app/app.h"

namespace vish::server {

/// The caller's OIN; refused (403) when the certificate holds none.
const proto::Oin& require_oin(const Request& request);

/// The aansluiting that the path names, if this caller may see it: 403 for a
/// party that no aansluiting knows, and for all others the same 404 as for one
/// that does not exist.
std::shared_ptr<const storage::AansluitingState> require_aansluiting(const storage::Stand& stand,
                                                                     const Request& request, const std::string& code);

/// Refused (403) in a phase in which it takes no deliveries.
void require_delivering_phase(const proto::Aansluiting& aansluiting);

/// Cuts off every delivery whose aansluiting no longer takes it, or not from
/// this party. To be called after the registry has changed.
void cut_uploads_without_rights(App& app);

/// As Handler, for who delivers for the aansluiting that the path names first.
using Leverhandler = Awaitable<Response> (*)(App&, Exchange&, const storage::AansluitingState&);

/// A route for who delivers for an aansluiting: its pattern names one. Whoever
/// does not is refused before the handler runs, as require_aansluiting() does.
Route aanleveraar_route(http::verb method, std::string pattern, Leverhandler handler, Terms terms = {});

/// The peildatum in the path (400).
Datum require_peildatum(const std::string& text);

/// The bevrager that the caller is, in a phase in which it may ask (403).
const proto::Bevrager& require_bevrager(const storage::Stand& stand, const Request& request);

}  // namespace vish::server
