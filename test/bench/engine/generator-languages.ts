export type Language = {
  readonly code: string;
  /** Of older mail programs; UTF-8 otherwise. */
  readonly charset: string;
  /** How bodies in UTF-8 are sent. */
  readonly transfer: 'quoted-printable' | 'base64';
  /** What stands between words; nothing in Chinese and Japanese. */
  readonly space: ' ' | '';
  readonly end: string;
  readonly people: string;
  readonly words: string;
};

/** Words are told apart by spaces here whatever the language does. */
export const languages: readonly [Language, ...Language[]] = [
  {
    code: 'en',
    charset: 'us-ascii',
    transfer: 'quoted-printable',
    space: ' ',
    end: '.',
    people:
      'Alice_Hartley Benjamin_Cole Charlotte_Reed Daniel_Frost Eleanor_Page Frank_Osborne Grace_Whitfield Henry_Dale',
    words:
      'the of and to in for on with that this invoice order delivery contract agenda schedule budget report customer supplier update release version server backup ticket travel hotel flight lunch office team holiday question answer please thanks regards tomorrow Monday draft review offer price meeting room project plan number address attached',
  },
  {
    code: 'de',
    charset: 'iso-8859-1',
    transfer: 'quoted-printable',
    space: ' ',
    end: '.',
    people:
      'Jürgen_Müller Anneliese_Köhler Björn_Schäfer Dörte_Weiß Günther_Großmann Käthe_Lübke Sönke_Jäger Ute_Förster',
    words:
      'der die das und für mit über nicht eine Rechnung Bestellung Lieferung Vertrag Tagesordnung Prüfung Übersicht Büro Gespräch Änderung Rückfrage Angebot Preis Straße Größe Grüße möglich nächste Woche Montag morgen bitte danke Anhang Entwurf Besprechung Kunde Lieferant Urlaub Reise Zug Flug Sicherung Fehler Lösung',
  },
  {
    code: 'fr',
    charset: 'iso-8859-15',
    transfer: 'quoted-printable',
    space: ' ',
    end: ' .',
    people:
      'Hélène_Lefèvre François_Dubois Zoé_Gauthier Jérôme_Bélanger Agnès_Moreau Loïc_Rivière Chloé_Noël Rémi_Fontaine',
    words:
      'le la les des et pour avec dans sur une facture commande livraison contrat réunion déjeuner équipe été congés réponse prévision coût bientôt demain lundi être très après-midi pièce jointe ébauche relecture client fournisseur voyage hôtel vol bureau erreur sécurité accès clé réseau',
  },
  {
    code: 'es',
    charset: 'iso-8859-1',
    transfer: 'quoted-printable',
    space: ' ',
    end: '.',
    people: 'José_García Lucía_Fernández Íñigo_Muñoz Ángela_Peña Raúl_Núñez Begoña_Ibáñez Óscar_Jiménez Inés_López',
    words:
      'el la los de y para con que una factura pedido entrega contrato reunión mañana lunes año señor propuesta revisión atención adjunto documento cliente proveedor viaje hotel vuelo oficina equipo vacaciones pregunta respuesta gracias saludos precio número dirección también aquí según',
  },
  {
    code: 'pl',
    charset: 'iso-8859-2',
    transfer: 'quoted-printable',
    space: ' ',
    end: '.',
    people: 'Łukasz_Wójcik Małgorzata_Kowalska Stanisław_Dąbrowski Zofia_Zielińska Paweł_Gołębiewski Agnieszka_Świątek',
    words:
      'i w na z do się nie jest że faktura zamówienie dostawa umowa spotkanie jutro poniedziałek proszę dziękuję pozdrowienia załącznik wersja błąd rozwiązanie klient dostawca podróż urlop pytanie odpowiedź cena liczba biuro zespół zmiana przegląd zespołu ścieżka książka źródło',
  },
  {
    code: 'tr',
    charset: 'iso-8859-9',
    transfer: 'quoted-printable',
    space: ' ',
    end: '.',
    people: 'Ayşe_Yılmaz İbrahim_Öztürk Gökçe_Şahin Çağlar_Aydın Ümit_Doğan Işıl_Kılıç',
    words:
      've bir bu için ile olarak fatura sipariş teslimat sözleşme toplantı yarın pazartesi lütfen teşekkürler saygılar ek sürüm hata çözüm müşteri tedarikçi yolculuk otel uçuş izin soru yanıt fiyat sayı ofis ekip değişiklik inceleme güncelleme şifre ağ',
  },
  {
    code: 'ru',
    charset: 'koi8-r',
    transfer: 'base64',
    space: ' ',
    end: '.',
    people: 'Иван_Соколов Мария_Кузнецова Дмитрий_Орлов Ольга_Лебедева Сергей_Васильев Наталья_Ежова',
    words:
      'и в на с по для что это счёт заказ доставка договор встреча завтра понедельник пожалуйста спасибо вложение версия ошибка решение клиент поставщик поездка гостиница рейс отпуск вопрос ответ цена номер офис команда изменение проверка ещё всё сервер почта',
  },
  {
    code: 'el',
    charset: 'iso-8859-7',
    transfer: 'base64',
    space: ' ',
    end: '.',
    people: 'Γιώργος_Παπαδόπουλος Ελένη_Νικολάου Κώστας_Δημητρίου Μαρία_Αντωνίου',
    words:
      'και το στο για με που τιμολόγιο παραγγελία παράδοση σύμβαση συνάντηση αύριο Δευτέρα παρακαλώ ευχαριστώ συνημμένο έκδοση σφάλμα λύση πελάτης προμηθευτής ταξίδι ξενοδοχείο πτήση άδεια ερώτηση απάντηση τιμή αριθμός γραφείο ομάδα αλλαγή έλεγχος',
  },
  {
    code: 'ar',
    charset: 'windows-1256',
    transfer: 'base64',
    space: ' ',
    end: '.',
    people: 'محمد_الأحمد فاطمة_الزهراء يوسف_حداد ليلى_منصور خالد_العلي',
    words:
      'في من على إلى مع هذا فاتورة طلب تسليم عقد اجتماع غدا الاثنين رجاء شكرا مرفق نسخة خطأ حل عميل مورد سفر فندق رحلة إجازة سؤال جواب سعر رقم مكتب فريق تغيير مراجعة تقرير ميزانية جدول خادم بريد',
  },
  {
    code: 'zh',
    charset: 'gb18030',
    transfer: 'base64',
    space: '',
    end: '。',
    people: '王_伟 李_娜 张_敏 刘_洋 陈_静 赵_磊',
    words:
      '我们 你们 发票 订单 交货 合同 会议 明天 星期一 请 谢谢 附件 版本 错误 解决 客户 供应商 出差 酒店 航班 假期 问题 回答 价格 号码 办公室 团队 更改 审查 报告 预算 日程 服务器 邮件 电话 地址 项目 计划 草稿 更新',
  },
  {
    code: 'ja',
    charset: 'utf-8',
    transfer: 'base64',
    space: '',
    end: '。',
    people: '佐藤_健一 鈴木_美咲 高橋_翔太 田中_由美 渡辺_大輔',
    words:
      '私たち 請求書 注文 納品 契約 会議 明日 月曜日 お願いします ありがとう 添付 バージョン エラー 解決 顧客 仕入先 出張 ホテル 便 休暇 質問 回答 価格 番号 事務所 チーム 変更 確認 報告 予算 予定 サーバー メール 電話 住所 計画 下書き 更新 です ます',
  },
  {
    code: 'ko',
    charset: 'euc-kr',
    transfer: 'base64',
    space: ' ',
    end: '.',
    people: '김_민준 이_서연 박_지훈 최_수빈 정_하은',
    words:
      '우리 청구서 주문 배송 계약 회의 내일 월요일 부탁드립니다 감사합니다 첨부 버전 오류 해결 고객 공급업체 출장 호텔 항공편 휴가 질문 답변 가격 번호 사무실 팀 변경 검토 보고서 예산 일정 서버 메일 전화 주소 프로젝트 계획 초안',
  },
];
