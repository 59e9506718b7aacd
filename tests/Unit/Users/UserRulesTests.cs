using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Users;
using Shouldly;
using Xunit;
using static Crm.Actors.UnitTests.Users.GivenUsers;

namespace Crm.Actors.UnitTests.Users;

public sealed class UserRulesTests
{
    [Fact]
    public void Register_NoUser_HasWhatWasGiven()
    {
        var user = User;

        user.View.ShouldBe(new UserView
        {
            Id = UserId,
            Version = 1,
            Email = "Ann@Example.com",
            DisplayName = "Ann",
            Roles = user.View.Roles,
            Disabled = false,
            CreatedAt = Now.AddMinutes(1),
            UpdatedAt = Now.AddMinutes(1),
            Teams = user.View.Teams,
        });
        user.View.Teams.ShouldBeEmpty();
        user.RightsFrom.ShouldBe(1);
        user.Roles().ShouldBe([RoleNames.User]);
        user.PasswordHash.ShouldBe(Hash);
        user.SessionsFrom.ShouldBe(1);
    }

    [Fact]
    public void Register_UserExists_IsRefused() =>
        UserRules.Register(User, New, Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

    [Fact]
    public void Disable_User_EndsSessions()
    {
        var disabled = After(User, UserRules.Disable(User, new DisableUser(By(Admin), Origin), Now));

        disabled.View.Disabled.ShouldBeTrue();
        disabled.SessionsFrom.ShouldBe(disabled.Version);
        disabled.RightsFrom.ShouldBe(disabled.Version);
        UserRules.Disable(disabled, new DisableUser(By(Admin), Origin), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Enable_DisabledUser_KeepsSessionsEnded()
    {
        var disabled = After(User, UserRules.Disable(User, new DisableUser(By(Admin), Origin), Now));

        var enabled = After(disabled, UserRules.Enable(disabled, new EnableUser(By(Admin), Origin), Now));

        enabled.View.Disabled.ShouldBeFalse();
        enabled.SessionsFrom.ShouldBe(disabled.Version);
        UserRules.Enable(enabled, new EnableUser(By(Admin), Origin), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Disable_Oneself_IsRefused() =>
        UserRules.Disable(User, new DisableUser(By(UserId), Origin), Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

    [Fact]
    public void AssignRole_NewOne_IsSortedIn()
    {
        var user = After(User, UserRules.AssignRole(User, new AssignRole(By(Admin), Origin, RoleNames.Administrator), Now));

        user.Roles().ShouldBe([RoleNames.Administrator, RoleNames.User]);
        UserRules.AssignRole(user, new AssignRole(By(Admin), Origin, RoleNames.User), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void RemoveRole_Present_IsGone()
    {
        var user = After(User, UserRules.RemoveRole(User, new RemoveRole(By(Admin), Origin, RoleNames.User), Now));

        user.Roles().ShouldBeEmpty();
        UserRules.RemoveRole(user, new RemoveRole(By(Admin), Origin, RoleNames.User), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void JoinTeam_NewOne_IsSortedInAndOutdatesTokens()
    {
        var later = new Guid("0190a000-0000-7000-8000-0000000000ff");
        var user = After(User, UserRules.JoinTeam(User, new JoinTeam(By(Admin), Origin, later), Now));

        user = After(user, UserRules.JoinTeam(user, new JoinTeam(By(Admin), Origin, Team), Now));

        user.View.Teams.ShouldBe([Team, later]);
        user.RightsFrom.ShouldBe(user.Version);
        user.Roles().ShouldBe([RoleNames.User]);
        UserRules.JoinTeam(user, new JoinTeam(By(Admin), Origin, Team), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void JoinTeam_FiftyAlready_IsRefused()
    {
        var user = User;
        for (var i = 0; i < UserRules.MaxTeams; i++)
            user = After(user, UserRules.JoinTeam(user, new JoinTeam(By(Admin), Origin, new Guid(i, 0, 0, new byte[8])), Now));

        UserRules.JoinTeam(user, new JoinTeam(By(Admin), Origin, Team), Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);
        UserRules.JoinTeam(user, new JoinTeam(By(Admin), Origin, new Guid(3, 0, 0, new byte[8])), Now).Rejection.ShouldBeNull();
    }

    [Fact]
    public void LeaveTeam_Member_IsNoneAnyMore()
    {
        var member = After(User, UserRules.JoinTeam(User, new JoinTeam(By(Admin), Origin, Team), Now));

        var left = After(member, UserRules.LeaveTeam(member, new LeaveTeam(By(Admin), Origin, Team), Now));

        left.View.Teams.ShouldBeEmpty();
        left.RightsFrom.ShouldBe(3);
        UserRules.LeaveTeam(left, new LeaveTeam(By(Admin), Origin, Team), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void RemoveRole_OwnAdministration_IsRefused() =>
        UserRules.RemoveRole(User, new RemoveRole(By(UserId), Origin, RoleNames.Administrator), Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

    [Fact]
    public void SetPassword_VerifiedHashStands_EndsSessionsUnlessItIsTheSamePassword()
    {
        var rehashed = After(User, UserRules.SetPassword(User, new NewPasswordHash(By(UserId), Hash, Hash + "x", IsSamePassword: true), Now));
        var changed = After(rehashed, UserRules.SetPassword(rehashed, new NewPasswordHash(By(UserId), Hash + "x", Hash + "y", IsSamePassword: false), Now));

        rehashed.SessionsFrom.ShouldBe(1);
        rehashed.RightsFrom.ShouldBe(1, "The same password: access tokens are as good as before.");
        changed.RightsFrom.ShouldBe(3);
        rehashed.PasswordHash.ShouldBe(Hash + "x");
        changed.SessionsFrom.ShouldBe(3);
        changed.PasswordHash.ShouldBe(Hash + "y");
    }

    [Fact]
    public void SetPassword_HashHasChangedSince_IsRefused() =>
        UserRules.SetPassword(User, new NewPasswordHash(By(UserId), "other", Hash, IsSamePassword: false), Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

    [Fact]
    public void Any_NoUser_IsNotFound()
    {
        UserRules.Disable(null, new DisableUser(By(Admin), Origin), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        UserRules.Enable(null, new EnableUser(By(Admin), Origin), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        UserRules.AssignRole(null, new AssignRole(By(Admin), Origin, RoleNames.User), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        UserRules.JoinTeam(null, new JoinTeam(By(Admin), Origin, Team), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        UserRules.LeaveTeam(null, new LeaveTeam(By(Admin), Origin, Team), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        UserRules.RemoveRole(null, new RemoveRole(By(Admin), Origin, RoleNames.User), Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }

    [Theory]
    [InlineData("ROLE_AUDITOR", null, null)]
    [InlineData("ROLE_A1_B", "For the books", null)]
    [InlineData("ROLE_", null, "#/name")]
    [InlineData("AUDITOR", null, "#/name")]
    [InlineData("ROLE_Auditor", null, "#/name")]
    [InlineData("ROLE_0123456789012345678901234567890123456789012345", null, "#/name")]
    [InlineData("ROLE_AUDITOR", "  ", "#/description")]
    [InlineData("ROLE_AUDITOR", "a\nb", "#/description")]
    public void CreateRole_NameAndDescription_AreChecked(string name, string? description, string? culprit)
    {
        var decision = RoleRules.Create(null, new CreateRole(By(Admin), Origin, name, description), Now);

        if (culprit is null)
            decision.Events.ShouldHaveSingleItem().ShouldBe(new RoleCreated(name, description));
        else
            decision.Rejection!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe(culprit);
    }

    [Fact]
    public void CreateRole_Exists_IsTaken()
    {
        var role = new RoleState(new RoleView { Id = RoleId.Of("ROLE_X"), Version = 1, Name = "ROLE_X", Description = null, CreatedAt = Now });

        RoleRules.Create(role, new CreateRole(By(Admin), Origin, "ROLE_X", null), Now).Rejection!.Code.ShouldBe(RejectionCode.Taken);
    }
}
