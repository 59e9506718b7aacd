using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Users;

/// <summary>Reads the bodies of requests about users and roles into commands.</summary>
internal static class UserBodies
{
    public static DisableUser Disable(ref StrictJson json, CommandContext context, Origin origin) => new(Nothing(ref json, context), origin);

    public static EnableUser Enable(ref StrictJson json, CommandContext context, Origin origin) => new(Nothing(ref json, context), origin);

    public static RevokeSessions RevokeSessions(ref StrictJson json, CommandContext context, Origin origin, Guid? session) =>
        new(Nothing(ref json, context).Caller, origin, session);

    public static RemoveRole RemoveRole(ref StrictJson json, CommandContext context, Origin origin, string role) =>
        new(Nothing(ref json, context), origin, role);

    public static AssignRole AssignRole(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? role = null;
        while (json.Next(UserFields.OfRoleAssignment, out _)) role = json.Text().Value;
        json.Require(UserFields.Role, role is not null);
        return new AssignRole(context, origin, role ?? "");
    }

    public static CreateRole CreateRole(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? name = null, description = null;
        while (json.Next(UserFields.OfNewRole, out var member))
        {
            if (member is UserFields.Name) name = json.Text().Value;
            else description = json.Text().Value;
        }

        json.Require(UserFields.Name, name is not null);
        return new CreateRole(context, origin, name ?? "", description);
    }

    /// <summary>The hash of the body is quick to guess a password from: it goes nowhere.</summary>
    public static ChangePassword ChangePassword(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? current = null, next = null;
        while (json.Next(UserFields.OfPasswordChange, out var member))
        {
            if (member is UserFields.CurrentPassword) current = json.Text().Value;
            else next = json.Text().Value;
        }

        json.Require(UserFields.CurrentPassword, current is not null);
        json.Require(UserFields.NewPassword, next is not null);
        return new ChangePassword(context with { RequestHash = Guid.Empty, Until = null }, origin, current ?? "", next ?? "");
    }

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(UserFields.None, out _)) continue;
        return context;
    }
}
