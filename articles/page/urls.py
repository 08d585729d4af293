"""Addresses that citizens reach."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from articles.page import register_pages, views
from articles.page.lists import archive, topic_pages
from articles.page.machines import feeds, sitemaps
from articles.page.pages import page_views
from articles.page.papers.documents import document_file
from articles.page.papers.official_documents import official_document, official_documents
from articles.page.search.page import search_page
from documents.naming import PATTERN as DOCUMENT

urlpatterns = [
    path("", views.home, name="home"),
    path("tin/<slug:slug>-<int:number>/", views.article, name="article"),
    path("tin/<slug:slug>-<int:number>/luu/", views.save_article, name="save-article"),
    path("chuyen-muc/<slug:slug>/", views.category, name="category"),
    path("chu-de/", topic_pages.topics, name="topics"),
    path("chu-de/<slug:slug>/", topic_pages.topic, name="topic"),
    path("tim-kiem/", search_page, name="search"),
    path("dinh-chinh/", views.corrections, name="corrections"),
    path("luu-tru/", archive.archive, name="archive"),
    re_path(r"^luu-tru/(?P<year>[12]\d{3})/$", archive.archive_year, name="archive-year"),
    re_path(
        r"^luu-tru/(?P<year>[12]\d{3})/(?P<month>0[1-9]|1[0-2])/$",
        archive.archive_month,
        name="archive-month",
    ),
    path("lanh-dao/", register_pages.leaders, name="leaders"),
    path("lanh-dao/<slug:slug>-<int:number>/", register_pages.official, name="official"),
    path("co-quan-don-vi/", register_pages.organisations, name="organisations"),
    path(
        "co-quan-don-vi/<slug:slug>-<int:number>/",
        register_pages.organisation,
        name="organisation",
    ),
    path("trang/<slug:slug>/", page_views.page, name="page"),
    path("lien-he/", page_views.contact, name="contact"),
    path("so-do-trang/", page_views.site_map, name="site-map"),
    path("van-ban/", official_documents, name="official_documents"),
    path("van-ban/<slug:slug>-<int:number>/", official_document, name="official_document"),
    re_path(rf"^{DOCUMENT}$", document_file, name="document_file"),
    path("rss/", feeds.SiteFeed(), name="feed"),
    path("rss/<slug:slug>/", feeds.CategoryFeed(), name="category-feed"),
    path("rss/chu-de/<slug:slug>/", feeds.TopicFeed(), name="topic-feed"),
    path("atom/", feeds.SiteAtom(), name="atom"),
    path("atom/<slug:slug>/", feeds.CategoryAtom(), name="category-atom"),
    path("atom/chu-de/<slug:slug>/", feeds.TopicAtom(), name="topic-atom"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    path("sitemap-van-ban.xml", sitemaps.documents, name="sitemap-documents"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap-news"),
    path("robots.txt", views.robots, name="robots"),
    # Where readers who cut an address short arrive.
    path("tin/", require_safe(RedirectView.as_view(pattern_name="archive"))),
    path("chuyen-muc/", require_safe(RedirectView.as_view(pattern_name="site-map"))),
    path("trang/", require_safe(RedirectView.as_view(pattern_name="site-map"))),
]
