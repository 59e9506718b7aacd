using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Teams;
using Crm.Actors.UnitTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Teams;

public sealed class TeamRulesTests
{
    private static readonly CommandContext Context = GivenUsers.By(GivenUsers.Admin);

    private static TeamState Team => Apply(null, 1, new TeamCreated(GivenUsers.Team, "North"));

    [Theory]
    [InlineData("N", true)]
    [InlineData("North & Süd, №1", true)]
    [InlineData("", false)]
    [InlineData(" North", false)]
    [InlineData("North ", false)]
    [InlineData("No\nrth", false)]
    public void Create_Name_IsChecked(string name, bool isGood)
    {
        var decision = TeamRules.Create(null, new CreateTeam(Context, GivenUsers.Origin, GivenUsers.Team, name), GivenUsers.Now);

        if (isGood)
            decision.Events.ShouldHaveSingleItem().ShouldBe(new TeamCreated(GivenUsers.Team, name));
        else
            decision.Rejection!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/name");
    }

    [Fact]
    public void Create_NameOfAHundredAndOne_IsInvalid()
    {
        TeamRules.Create(null, new CreateTeam(Context, GivenUsers.Origin, GivenUsers.Team, new string('n', 100)), GivenUsers.Now).Rejection.ShouldBeNull();
        TeamRules.Create(null, new CreateTeam(Context, GivenUsers.Origin, GivenUsers.Team, new string('n', 101)), GivenUsers.Now).Rejection!.Code
            .ShouldBe(RejectionCode.Invalid);
    }

    [Fact]
    public void Create_TeamExists_IsRefused() =>
        TeamRules.Create(Team, new CreateTeam(Context, GivenUsers.Origin, GivenUsers.Team, "South"), GivenUsers.Now).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);

    [Fact]
    public void Rename_OtherName_StandsFromThenOn()
    {
        var happened = Rename("South").Events.ShouldHaveSingleItem();

        happened.ShouldBe(new TeamRenamed("South", "North"));
        var renamed = Apply(Team, 2, happened).View;
        (renamed.Id, renamed.Version, renamed.Name, renamed.CreatedAt, renamed.UpdatedAt)
            .ShouldBe((GivenUsers.Team, 2, "South", GivenUsers.Now.AddMinutes(1), GivenUsers.Now.AddMinutes(2)));
    }

    [Fact]
    public void Rename_SameOrNoName_ChangesNothing()
    {
        (Rename("North").Rejection, Rename("North").Events.IsEmpty).ShouldBe((null, true));
        (Rename(default).Rejection, Rename(default).Events.IsEmpty).ShouldBe((null, true));
    }

    [Fact]
    public void Rename_NullOrNoTeam_IsRefused()
    {
        Rename((string?)null).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        TeamRules.Rename(null, new RenameTeam(Context, GivenUsers.Origin, "South"), GivenUsers.Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public void Access_MembersSee_AdministratorsChange_ForOthersThereIsNone()
    {
        var admin = new Caller(GivenUsers.Admin, [RoleNames.Administrator], [], "en", null);
        var member = new Caller(GivenUsers.UserId, [RoleNames.Manager], [GivenUsers.Team], "en", null);
        var other = member with { Teams = [] };

        (TeamAccess.MaySee(admin, GivenUsers.Team), TeamAccess.MaySee(member, GivenUsers.Team), TeamAccess.MaySee(other, GivenUsers.Team)).ShouldBe((true, true, false));
        TeamAccess.RefuseChange(admin, GivenUsers.Team).ShouldBeNull();
        TeamAccess.RefuseChange(member, GivenUsers.Team)!.Code.ShouldBe(RejectionCode.Forbidden);
        TeamAccess.RefuseChange(other, GivenUsers.Team)!.Code.ShouldBe(RejectionCode.NotFound);
    }

    private static Decision<TeamEvent> Rename(Optional<string?> name) =>
        TeamRules.Rename(Team, new RenameTeam(Context, GivenUsers.Origin, name), GivenUsers.Now);

    private static TeamState Apply(TeamState? state, long version, TeamEvent happened) => TeamState.Apply(
        state, new Recorded<TeamEvent>(new Guid((int)version, 0, 0, new byte[8]), version, GivenUsers.Now.AddMinutes(version), GivenUsers.Admin, null, happened));
}
