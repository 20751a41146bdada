#pragma once

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// The routes for operators, as proto/beheer-openapi.yaml says, and their page.
void add_beheer_routes(Router& router, App& app);

// Parts of it, by subject.
void add_register_routes(Router& router, App& app);
void add_registerbestand_routes(Router& router, App& app);
void add_controle_routes(Router& router, App& app);
void add_operator_routes(Router& router, App& app);
void add_aanlevering_routes(Router& router, App& app);
void add_herstel_routes(Router& router, App& app);
void add_sleutel_routes(Router& router, App& app);
void add_inzage_routes(Router& router, App& app);
void add_audit_routes(Router& router, App& app);
void add_configuratie_routes(Router& router, App& app);
void add_backup_routes(Router& router, App& app);
void add_verzoek_routes(Router& router, App& app);
void add_toezicht_routes(Router& router, App& app);

}  // namespace vish::server
