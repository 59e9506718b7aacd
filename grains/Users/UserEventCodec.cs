using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>The events of users as JSON. E-mail address, name, password hash and Telegram chat are left out: the log is read by many and kept for ever.</summary>
public sealed class UserEventCodec : IEventCodec<UserEvent>
{
    private static readonly FrozenDictionary<Type, (string Name, short SchemaVersion)> Types = typeof(UserEvent).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(UserEvent)))
        .ToFrozenDictionary(static type => type, static type =>
        {
            var attribute = type.GetCustomAttribute<EventTypeAttribute>()!;
            return (attribute.Name, attribute.SchemaVersion);
        });

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(UserEvent happened) => Types[happened.GetType()];

    /// <inheritdoc/>
    public void Write(UserEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (happened)
        {
            case UserRegistered registered:
                writer.WriteString("id", registered.Id);
                break;
            case UserRoleAssigned assigned:
                writer.WriteString("role", assigned.Role);
                break;
            case UserRoleRemoved removed:
                writer.WriteString("role", removed.Role);
                break;
            case UserTeamJoined joined:
                writer.WriteString("teamId", joined.TeamId);
                break;
            case UserTeamLeft left:
                writer.WriteString("teamId", left.TeamId);
                break;
        }

        writer.WriteStartObject("user");
        writer.WriteStartArray("roles");
        foreach (var role in happened.User.Roles)
            writer.WriteStringValue(role);
        writer.WriteEndArray();
        writer.WriteBoolean("disabled", happened.User.Disabled);
        writer.WriteStartArray("teams");
        foreach (var team in happened.User.Teams)
            writer.WriteStringValue(team);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public UserEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var user = Context(data.GetProperty("user"));
        return (name, schemaVersion) switch
        {
            ("user.registered", 1) => new UserRegistered(data.GetProperty("id").GetGuid(), user, null),
            ("user.disabled", 1) => new UserDisabled(user),
            ("user.enabled", 1) => new UserEnabled(user),
            ("user.password.changed", 1) => new UserPasswordChanged(user, null),
            ("user.password.rehashed", 1) => new UserPasswordRehashed(user, null),
            ("user.role.assigned", 1) => new UserRoleAssigned(data.GetProperty("role").GetString()!, user),
            ("user.telegram.linked", 1) => new UserTelegramLinked(user, null),
            ("user.telegram.unlinked", 1) => new UserTelegramUnlinked(user),
            ("user.role.removed", 1) => new UserRoleRemoved(data.GetProperty("role").GetString()!, user),
            ("user.team.joined", 1) => new UserTeamJoined(data.GetProperty("teamId").GetGuid(), user),
            ("user.team.left", 1) => new UserTeamLeft(data.GetProperty("teamId").GetGuid(), user),
            _ => throw new InvalidOperationException($"No event of a user is called '{name}' with schema version {schemaVersion}."),
        };
    }

    /// <summary>Events from before there were teams have none.</summary>
    private static UserContext Context(JsonElement user)
    {
        ImmutableArray<string> roles = [.. user.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()!)];
        ImmutableArray<Guid> teams = user.TryGetProperty("teams", out var found) ? [.. found.EnumerateArray().Select(static team => team.GetGuid())] : [];
        return new(roles, user.GetProperty("disabled").GetBoolean(), teams);
    }
}
