using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Http;

namespace Crm.Actors.Gateway.Users;

/// <summary>A user with its entity tag.</summary>
internal static class UserAnswer
{
    public static IResult Of(UserView user, bool isNew = false) =>
        new VersionedAnswer<UserView>(user, user.Version, UserJson.Write, isNew ? $"{UsersEndpoints.Root}/{user.Id:D}" : null);
}
