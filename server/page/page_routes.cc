#include "server/page/page_routes.h"

#include "base/calendar/clock.h"
#include "server/beheer/operator_request.h"
#include "server/page/pagina.h"
#include "server/page/stijl.h"

namespace vish::server {
namespace {

/// A browser may load our own style sheet only: no script, frame, form, font or picture.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Response show_pagina(const OperatorRequest& work) {
  return {200, "text/html; charset=utf-8", pagina(page_content(work.app, work.door.naam, now())), {}, kPolicy};
}

Response show_stijl(const OperatorRequest&) {
  return {200, "text/css; charset=utf-8", std::string(stijl()), {}, kPolicy};
}

}  // namespace

Routes pagina_routes() {
  return {reading("/", show_pagina, {.offers = {kHtml}}), reading("/stijl.css", show_stijl, {.offers = {kCss}})};
}

}  // namespace vish::server
