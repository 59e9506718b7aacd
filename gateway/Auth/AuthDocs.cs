using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Users;

namespace Crm.Actors.Gateway.Auth;

/// <summary>How the operations of registration and sessions are described.</summary>
internal static class AuthDocs
{
    public static readonly OperationDoc Register = new("registerUser", "Register a user")
    {
        IsPublic = true,
        Description = "The new user has the role ROLE_USER. An address that is in use is answered 409. A key belongs to the address, and the password is no part of what it stands for.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(AuthSchemas.UserRegistration, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new user.", UserSchemas.User) { Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 409, 413, 415, 422, 500, 503],
    };

    public static readonly OperationDoc LogIn = Public("logIn", "Log in", AuthSchemas.LogIn) with
    {
        Description = "Starts a session. Whatever is wrong with the credentials, the answer is the same. An Idempotency-Key is taken, but nothing is kept under it.",
        Answers = [new AnswerDoc(200, "Tokens.", AuthSchemas.Tokens)],
    };

    public static readonly OperationDoc Refresh = Public("refreshSession", "Exchange a refresh token for the next one") with
    {
        Description = "A refresh token is good once. Within 10 seconds the same request with the same Idempotency-Key gets the same tokens again, and any other "
            + "request with that token 401; after that, a token that comes a second time ends its session, because somebody else may have it.",
        Answers = [new AnswerDoc(200, "Tokens.", AuthSchemas.Tokens)],
    };

    public static readonly OperationDoc LogOut = Public("logOut", "Log out") with
    {
        Description = "Ends the session of a refresh token; there need not be one. Access tokens are good until they expire.",
        Answers = [new AnswerDoc(204, "There is no such session any more.")],
        Problems = [400, 413, 415, 422, 500, 503],
    };

    public static readonly OperationDoc Me = new("getMe", "Read the user whose token is used")
    {
        Parameters = [HeaderDocs.IfNoneMatch],
        Answers = [new AnswerDoc(200, "The user.", UserSchemas.User) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    private static OperationDoc Public(string id, string summary, string body = AuthSchemas.RefreshToken) => new(id, summary)
    {
        IsPublic = true,
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(body, Required: true, MediaTypes.Json),
        Answers = [],
        Problems = [400, 401, 413, 415, 422, 500, 503],
    };
}
