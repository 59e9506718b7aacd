using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Users;

public sealed class UserAccessTests
{
    private static readonly Caller Admin = new(GivenUsers.Admin, [RoleNames.Administrator], [], "en", null);
    private static readonly Caller Oneself = new(GivenUsers.UserId, [RoleNames.Manager], [], "en", null);
    private static readonly Caller Other = new(new Guid("0190a000-0000-7000-8000-0000000000b2"), [RoleNames.Manager], [], "en", null);

    [Fact]
    public void MaySee_OneselfAndAdministrators_NobodyElse()
    {
        UserAccess.MaySee(Admin, GivenUsers.UserId).ShouldBeTrue();
        UserAccess.MaySee(Oneself, GivenUsers.UserId).ShouldBeTrue();
        UserAccess.MaySee(Other, GivenUsers.UserId).ShouldBeFalse();
    }

    [Fact]
    public void RefuseAdministration_OthersDoNotExist()
    {
        UserAccess.RefuseAdministration(Admin, GivenUsers.UserId).ShouldBeNull();
        UserAccess.RefuseAdministration(Oneself, GivenUsers.UserId)!.Code.ShouldBe(RejectionCode.Forbidden);
        UserAccess.RefuseAdministration(Other, GivenUsers.UserId)!.Code.ShouldBe(RejectionCode.NotFound);
        UserAccess.RefuseAdministration(Other)!.Code.ShouldBe(RejectionCode.Forbidden);
    }
}
