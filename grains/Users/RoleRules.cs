using System.Buffers;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>What each command does to a role; pure.</summary>
public static class RoleRules
{
    private const string Prefix = "ROLE_";
    private const int MaxName = 50;
    private const int MaxDescription = 200;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    public static Decision<RoleEvent> Create(RoleState? state, CreateRole command, DateTimeOffset now)
    {
        if (!IsName(command.Name))
            return Rejections.Invalid("#/name", $"Must be {Prefix} and up to {MaxName - Prefix.Length} capital letters, digits or underscores.");
        if (command.Description is { } text && (string.IsNullOrWhiteSpace(text) || text.Length > MaxDescription || text.Any(char.IsControl)))
            return Rejections.Invalid("#/description", $"Must have 1 to {MaxDescription} characters, and no control characters.");
        return state is null
            ? new RoleCreated(command.Name, command.Description)
            : new Rejection(RejectionCode.Taken, "The role exists already.") { Errors = [new FieldError("#/name", "Is in use.")] };
    }

    private static bool IsName(string name) =>
        name.Length > Prefix.Length
        && name.Length <= MaxName
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
