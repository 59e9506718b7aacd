using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.Auth;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Teams;
using Crm.Actors.Persistence.Users;
using Crm.Actors.Silo.Passwords;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.Silo.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class AuthSetup
{
    /// <summary>Users, roles, teams, passwords, sessions and their audit.</summary>
    public static void AddAuth(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton<IAggregateMapping<UserState, UserEvent>, UserMapping>();
        services.AddSingleton<IAggregateMapping<RoleState, RoleEvent>, RoleMapping>();
        services.AddSingleton<IAggregateMapping<TeamState, TeamEvent>, TeamMapping>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<ITeamDirectory, TeamDirectory>();
        services.AddSingleton<IRightsChanges, RightsChangesQuery>();
        services.AddSingleton<IAuditReader, AuditReader>();
        services.AddSingleton<ISecurityAudit, SecurityAudit>();
        services.AddSingleton<RefusalBudget>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton(settings.Auth.Attempts);
        services.AddSingleton<AttemptGuard>();
        services.AddSingleton(settings.Auth.Passwords);
        services.AddSingleton<IPasswordHasher, Argon2PasswordHasher>();
        services.AddSingleton(new PasswordOptions());
        services.AddSingleton<PasswordWork>();
        services.AddSingleton(settings.Auth.Sessions);
        services.AddSingleton<PasswordChanges>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<Registration>();
        services.AddSingleton<LogIns>();
        services.AddSingleton<Refreshes>();
        services.AddSingleton<TicketOffice>();
        AddSessionStore(services, settings.Auth);
        if (settings.Auth.Administrator is { } administrator)
        {
            services.AddSingleton(administrator);
            services.AddHostedService<FirstAdministratorService>();
        }
    }

    private static void AddSessionStore(IServiceCollection services, AuthSettings settings)
    {
        if (settings.Redis is { } redis)
        {
            services.AddSingleton(sp => ActivatorUtilities.CreateInstance<RedisConnection>(sp, redis));
            services.AddSingleton<IRefreshTokens, RedisRefreshTokens>();
            services.AddSingleton<IStreamTickets, RedisStreamTickets>();
            services.AddSingleton<ILogInAttempts, RedisLogInAttempts>();
        }
        else
        {
            services.AddSingleton<IRefreshTokens, ClusterRefreshTokens>();
            services.AddSingleton<IStreamTickets, ClusterStreamTickets>();
            services.AddSingleton<ILogInAttempts, ClusterLogInAttempts>();
        }

        services.AddSingleton(new SessionStoreReport.Place(settings.Redis?.Place));
        services.AddHostedService<SessionStoreReport>();
    }
}
