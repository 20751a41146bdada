#pragma once

#include <CLI/CLI.hpp>

#include "vishctl/client/command_session.h"

namespace vish::vishctl {

// Each function adds the commands of one subject. `session` must outlive the parsing of the command line; commands run
// when the parsing is complete.

void add_organisatie_commands(CLI::App& app, const Session& session);
void add_leverancier_commands(CLI::App& app, const Session& session);
void add_aansluiting_commands(CLI::App& app, const Session& session);
void add_bevrager_commands(CLI::App& app, const Session& session);
void add_aanlevering_commands(CLI::App& app, const Session& session);
void add_convenant_commands(CLI::App& app, const Session& session);
void add_operator_commands(CLI::App& app, const Session& session);
void add_registerbestand_commands(CLI::App& app, const Session& session);
void add_audit_commands(CLI::App& app, const Session& session);
void add_sleutel_commands(CLI::App& app, const Session& session);
void add_verzoek_commands(CLI::App& app, const Session& session);
void add_inzage_command(CLI::App& app, const Session& session);
void add_backup_commands(CLI::App& app, const Session& session);
void add_config_commands(CLI::App& app, const Session& session);
void add_status_commands(CLI::App& app, const Session& session);
/// The caller calls this after add_sleutel_commands() and add_config_commands(), whose subjects it shares.
void add_offline_commands(CLI::App& app, const Session& session);

}  // namespace vish::vishctl
