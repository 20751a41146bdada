#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/app/app.h"
#include "server/http/service.h"

namespace vish::server {

/// Makes the service of one listener: its routes, with metrics and log of each request and of each connection that was
/// not let in. A null `trust` means plain HTTP. `connections` counts the open connections of all listeners. `app`,
/// `trust` and everything that `connections` refers to must outlive the service.
std::shared_ptr<const Service> make_service(const std::string& listener, App& app, Routes routes, const Trust* trust,
                                            std::function<std::uint64_t()> connections);

}  // namespace vish::server
