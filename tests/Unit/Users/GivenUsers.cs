using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Shouldly;

namespace Crm.Actors.UnitTests.Users;

/// <summary>Users, and commands from an administrator, for tests of the rules.</summary>
internal static class GivenUsers
{
    public const string Hash = "$argon2id$v=19$m=32768,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA";

    public static readonly Guid UserId = new("0190a000-0000-7000-8000-00000000000c");
    public static readonly Guid Admin = new("0190a000-0000-7000-8000-0000000000ad");
    public static readonly Guid Team = new("0190a000-0000-7000-8000-0000000000e1");
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    public static readonly Origin Origin = new("127.0.0.1", "test");

    public static CommandContext By(Guid user) => new(new Caller(user, [RoleNames.Administrator], [], "en", null), null, default, null);

    public static NewUser New => new(By(Admin), UserId, "Ann@Example.com", "Ann", Hash, [RoleNames.User]);

    /// <summary>A user of version 1.</summary>
    public static UserState User => After(null, UserRules.Register(null, New, Now));

    public static UserState After(UserState? state, Decision<UserEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
            state = UserState.Apply(state, Recorded(happened, (state?.Version ?? 0) + 1));
        return state!;
    }

    public static Recorded<UserEvent> Recorded(UserEvent happened, long version) =>
        new(new Guid((int)version, 0, 0, new byte[8]), version, Now.AddMinutes(version), Admin, null, happened);

    public static ImmutableArray<string> Roles(this UserState state) => state.View.Roles;
}
